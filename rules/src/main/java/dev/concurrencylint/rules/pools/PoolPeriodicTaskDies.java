package dev.concurrencylint.rules.pools;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A periodic task may throw, and is then never run again. */
public final class PoolPeriodicTaskDies {
    public static final Rule RULE = new Rule(
            "POOL_PERIODIC_TASK_DIES",
            Family.POOLS,
            "PoolPeriodicTaskDies",
            Severity.WARNING,
            "Periodic task ends when it throws",
            "A task that is to run again and again may throw: its executor then never runs it again and tells nobody, and a timer ends with all its tasks.",
            List.of(248, 755));

    private PoolPeriodicTaskDies() {}
}
