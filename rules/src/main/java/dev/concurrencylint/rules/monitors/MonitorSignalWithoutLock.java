package dev.concurrencylint.rules.monitors;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A signal of a condition without the lock that made it. */
public final class MonitorSignalWithoutLock {
    public static final Rule RULE = new Rule(
            "MONITOR_SIGNAL_WITHOUT_LOCK",
            Family.MONITORS,
            "MonitorSignalWithoutLock",
            Severity.ERROR,
            "signal of a condition without its lock",
            "A path reaches signal() or signalAll() of a condition without holding the lock that made the condition: it throws IllegalMonitorStateException, and nobody is woken.",
            List.of(667, 820));

    private MonitorSignalWithoutLock() {}
}
