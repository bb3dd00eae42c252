package dev.concurrencylint.rules.monitors;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** One waiter is woken, and it may be the wrong one. */
public final class MonitorNotifyOneOfMany {
    public static final Rule RULE = new Rule(
            "MONITOR_NOTIFY_ONE_OF_MANY",
            Family.MONITORS,
            "MonitorNotifyOneOfMany",
            Severity.WARNING,
            "only one of several kinds of waiters woken",
            "notify() or signal() wakes one waiter, but the waiters wait for different things: the wrong one may get the only wake-up.",
            List.of(833, 667));

    private MonitorNotifyOneOfMany() {}
}
