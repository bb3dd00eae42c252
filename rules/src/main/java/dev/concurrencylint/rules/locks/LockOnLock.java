package dev.concurrencylint.rules.locks;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** The monitor of a lock or of another synchroniser is entered. */
public final class LockOnLock {
    public static final Rule RULE = new Rule(
            "LOCK_ON_LOCK",
            Family.LOCKS,
            "LockOnLock",
            Severity.ERROR,
            "synchronized on a java.util.concurrent object",
            "The block enters the monitor of an object that excludes, waits or is safe in a way of its own: the two know nothing of each other.",
            List.of(667, 662));

    private LockOnLock() {}
}
