package dev.concurrencylint.rules.monitors;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A wait that keeps a lock without which nobody can end it. */
public final class MonitorWaitWithTwoLocks {
    public static final Rule RULE = new Rule(
            "MONITOR_WAIT_WITH_TWO_LOCKS",
            Family.MONITORS,
            "MonitorWaitWithTwoLocks",
            Severity.ERROR,
            "waits while another lock stays held",
            "A wait gives up one lock and keeps another, and the code that would end the wait needs the one that is kept: neither goes on.",
            List.of(833, 667));

    private MonitorWaitWithTwoLocks() {}
}
