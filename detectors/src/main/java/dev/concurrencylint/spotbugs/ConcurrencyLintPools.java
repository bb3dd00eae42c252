package dev.concurrencylint.spotbugs;

import dev.concurrencylint.rules.Family;
import edu.umd.cs.findbugs.BugReporter;

/** Reports what the rules about executors and their tasks found. */
public final class ConcurrencyLintPools extends FamilyDetector {
    /** As SpotBugs makes a detector: once a run. */
    public ConcurrencyLintPools(BugReporter reporter) {
        super(Family.POOLS, reporter);
    }
}
