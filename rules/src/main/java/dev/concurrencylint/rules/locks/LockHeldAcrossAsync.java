package dev.concurrencylint.rules.locks;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A lock that belongs to its thread, and a release that another thread is to run. */
public final class LockHeldAcrossAsync {
    public static final Rule RULE = new Rule(
            "LOCK_HELD_ACROSS_ASYNC",
            Family.LOCKS,
            "LockHeldAcrossAsync",
            Severity.ERROR,
            "lock taken here and released by another thread",
            "A lock that belongs to the thread that takes it is released in a task or callback that another thread runs: the release throws IllegalMonitorStateException, and the lock stays taken for ever.",
            List.of(667, 832));

    private LockHeldAcrossAsync() {}
}
