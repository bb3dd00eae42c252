package dev.concurrencylint.rules.locks;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A normal path keeps the lock. */
public final class LockNotReleased {
    public static final Rule RULE = new Rule(
            "LOCK_NOT_RELEASED",
            Family.LOCKS,
            "LockNotReleased",
            Severity.ERROR,
            "lock still held after a normal exit",
            "A normal path leaves the method, or turns a loop, holding the lock once more than it entered with.",
            List.of(772, 667));

    private LockNotReleased() {}
}
