package dev.concurrencylint.rules.monitors;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** The methods of every object in place of those of the synchroniser. */
public final class MonitorConditionConfused {
    public static final Rule RULE = new Rule(
            "MONITOR_CONDITION_CONFUSED",
            Family.MONITORS,
            "MonitorConditionConfused",
            Severity.ERROR,
            "wait() or notify() of a condition or another synchroniser",
            "wait(), notify() or notifyAll() is called on a Condition, a lock, a latch or another synchroniser, whose own methods have other names: who awaits it is not woken.",
            List.of(662, 667));

    private MonitorConditionConfused() {}
}
