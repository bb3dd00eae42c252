package dev.concurrencylint.rules.monitors;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A wait without the object's monitor. */
public final class MonitorWaitWithoutLock {
    public static final Rule RULE = new Rule(
            "MONITOR_WAIT_WITHOUT_LOCK",
            Family.MONITORS,
            "MonitorWaitWithoutLock",
            Severity.ERROR,
            "wait without the object's monitor",
            "A path reaches wait() without holding the monitor of the object: it throws IllegalMonitorStateException instead of waiting.",
            List.of(667, 820));

    private MonitorWaitWithoutLock() {}
}
