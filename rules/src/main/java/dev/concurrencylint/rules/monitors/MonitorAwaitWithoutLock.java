package dev.concurrencylint.rules.monitors;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A wait on a condition without the lock that made it. */
public final class MonitorAwaitWithoutLock {
    public static final Rule RULE = new Rule(
            "MONITOR_AWAIT_WITHOUT_LOCK",
            Family.MONITORS,
            "MonitorAwaitWithoutLock",
            Severity.ERROR,
            "await of a condition without its lock",
            "A path reaches await() of a condition without holding the lock that made the condition: it throws IllegalMonitorStateException.",
            List.of(667, 820));

    private MonitorAwaitWithoutLock() {}
}
