package dev.concurrencylint.rules.locks;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** One lock is taken, and another one that looks like it is given back. */
public final class LockWrongOneReleased {
    public static final Rule RULE = new Rule(
            "LOCK_WRONG_ONE_RELEASED",
            Family.LOCKS,
            "LockWrongOneReleased",
            Severity.ERROR,
            "another lock released than the one that was acquired",
            "The method releases the other half of a read-write lock, or another field, than it acquired: one stays held, the other was not held.",
            List.of(667, 832));

    private LockWrongOneReleased() {}
}
