package dev.concurrencylint.spotbugs;

import dev.concurrencylint.rules.Family;
import edu.umd.cs.findbugs.BugReporter;

/** Reports what the rules about locks found. */
public final class ConcurrencyLintLocks extends FamilyDetector {
    /** As SpotBugs makes a detector: once a run. */
    public ConcurrencyLintLocks(BugReporter reporter) {
        super(Family.LOCKS, reporter);
    }
}
