package dev.concurrencylint.rules.monitors;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A wait that never asked whether there is something to wait for. */
public final class MonitorUnconditionalWait {
    public static final Rule RULE = new Rule(
            "MONITOR_UNCONDITIONAL_WAIT",
            Family.MONITORS,
            "MonitorUnconditionalWait",
            Severity.WARNING,
            "waits without having tested a condition",
            "The method waits without having tested a condition under the lock: a wake-up that came earlier is lost, and the wait may never end.",
            List.of(362, 667));

    private MonitorUnconditionalWait() {}
}
