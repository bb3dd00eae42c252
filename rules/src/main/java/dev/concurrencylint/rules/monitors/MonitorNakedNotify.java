package dev.concurrencylint.rules.monitors;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A wake-up after which nothing has changed. */
public final class MonitorNakedNotify {
    public static final Rule RULE = new Rule(
            "MONITOR_NAKED_NOTIFY",
            Family.MONITORS,
            "MonitorNakedNotify",
            Severity.WARNING,
            "notified without a change of state",
            "Waiters are woken, but nothing that they test has changed: they go back to wait, or go on too early.",
            List.of(662, 667));

    private MonitorNakedNotify() {}
}
