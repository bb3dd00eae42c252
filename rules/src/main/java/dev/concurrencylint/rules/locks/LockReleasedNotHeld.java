package dev.concurrencylint.rules.locks;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** An unlock without a hold. */
public final class LockReleasedNotHeld {
    public static final Rule RULE = new Rule(
            "LOCK_RELEASED_NOT_HELD",
            Family.LOCKS,
            "LockReleasedNotHeld",
            Severity.ERROR,
            "unlock of a lock that is not held",
            "A path reaches unlock() without holding the lock: it throws IllegalMonitorStateException, or takes away what a caller holds.",
            List.of(832, 667));

    private LockReleasedNotHeld() {}
}
