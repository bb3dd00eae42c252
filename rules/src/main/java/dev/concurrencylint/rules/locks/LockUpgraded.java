package dev.concurrencylint.rules.locks;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A thread waits for a lock that it holds itself: the write half under its own read half, a StampedLock twice. */
public final class LockUpgraded {
    public static final Rule RULE = new Rule(
            "LOCK_UPGRADED",
            Family.LOCKS,
            "LockUpgraded",
            Severity.ERROR,
            "a lock acquired that the thread itself keeps others from acquiring",
            "The write half is acquired while the thread holds the read half of the same lock, or a StampedLock is acquired while the thread holds it: the thread waits for itself for ever.",
            List.of(833, 667));

    private LockUpgraded() {}
}
