package dev.concurrencylint.rules.monitors;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** The exception that tells of a wrong owner is caught. */
public final class MonitorStateExceptionCaught {
    public static final Rule RULE = new Rule(
            "MONITOR_STATE_EXCEPTION_CAUGHT",
            Family.MONITORS,
            "MonitorStateExceptionCaught",
            Severity.WARNING,
            "IllegalMonitorStateException caught",
            "IllegalMonitorStateException is caught and the code goes on: it says that a lock or monitor was not held, which no handler can repair.",
            List.of(390, 667));

    private MonitorStateExceptionCaught() {}
}
