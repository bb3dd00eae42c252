package dev.concurrencylint.rules.locks;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A tryLock whose answer nobody reads. */
public final class LockAttemptIgnored {
    public static final Rule RULE = new Rule(
            "LOCK_ATTEMPT_IGNORED",
            Family.LOCKS,
            "LockAttemptIgnored",
            Severity.ERROR,
            "answer of tryLock() ignored",
            "The answer of tryLock() is dropped and the code goes on as if the lock were held.",
            List.of(252, 667));

    private LockAttemptIgnored() {}
}
