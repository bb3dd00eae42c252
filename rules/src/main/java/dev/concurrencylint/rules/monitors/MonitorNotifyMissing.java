package dev.concurrencylint.rules.monitors;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A change that waiters wait for, and that nobody tells them. */
public final class MonitorNotifyMissing {
    public static final Rule RULE = new Rule(
            "MONITOR_NOTIFY_MISSING",
            Family.MONITORS,
            "MonitorNotifyMissing",
            Severity.WARNING,
            "change of state that waiters are not told",
            "A path changes the state that waiters wait for and leaves without waking them: they sleep although they could go on.",
            List.of(833, 667));

    private MonitorNotifyMissing() {}
}
