package dev.concurrencylint.rules.monitors;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A timed await that ended for either reason, and the code goes on as if signalled. */
public final class MonitorTimedResultIgnored {
    public static final Rule RULE = new Rule(
            "MONITOR_TIMED_RESULT_IGNORED",
            Family.MONITORS,
            "MonitorTimedResultIgnored",
            Severity.WARNING,
            "answer of a timed await ignored",
            "The answer of a timed await() is dropped, and the code goes on as if it had been signalled, also when the time is up.",
            List.of(252, 667));

    private MonitorTimedResultIgnored() {}
}
