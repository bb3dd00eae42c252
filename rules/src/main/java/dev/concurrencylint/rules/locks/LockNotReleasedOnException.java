package dev.concurrencylint.rules.locks;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** An exception keeps the lock. */
public final class LockNotReleasedOnException {
    public static final Rule RULE = new Rule(
            "LOCK_NOT_RELEASED_ON_EXCEPTION",
            Family.LOCKS,
            "LockNotReleasedOnException",
            Severity.ERROR,
            "lock still held after an exception",
            "An exception leaves the method while the lock is held, and no caller gives it back.",
            List.of(772, 667));

    private LockNotReleasedOnException() {}
}
