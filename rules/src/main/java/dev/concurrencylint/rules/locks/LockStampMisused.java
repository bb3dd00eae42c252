package dev.concurrencylint.rules.locks;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** The stamp of a StampedLock is not given back, is given back where it stands for nothing, or is never looked at. */
public final class LockStampMisused {
    public static final Rule RULE = new Rule(
            "LOCK_STAMP_MISUSED",
            Family.LOCKS,
            "LockStampMisused",
            Severity.ERROR,
            "a stamp of a StampedLock leaked, used wrongly, or never validated",
            "A stamp is not released on every path, is released where it stands for no hold (after a failed attempt, after a conversion, of another lock or mode), or an optimistic read is never validated.",
            List.of(772, 832, 667));

    private LockStampMisused() {}
}
