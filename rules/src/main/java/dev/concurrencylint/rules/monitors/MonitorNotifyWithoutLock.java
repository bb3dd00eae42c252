package dev.concurrencylint.rules.monitors;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A notify without the object's monitor. */
public final class MonitorNotifyWithoutLock {
    public static final Rule RULE = new Rule(
            "MONITOR_NOTIFY_WITHOUT_LOCK",
            Family.MONITORS,
            "MonitorNotifyWithoutLock",
            Severity.ERROR,
            "notify without the object's monitor",
            "A path reaches notify() or notifyAll() without holding the monitor of the object: it throws IllegalMonitorStateException, and nobody is woken.",
            List.of(667, 820));

    private MonitorNotifyWithoutLock() {}
}
