package dev.concurrencylint.spotbugs;

import dev.concurrencylint.rules.Family;
import edu.umd.cs.findbugs.BugReporter;

/** Reports what the rules about visibility found. */
public final class ConcurrencyLintVisibility extends FamilyDetector {
    /** As SpotBugs makes a detector: once a run. */
    public ConcurrencyLintVisibility(BugReporter reporter) {
        super(Family.VISIBILITY, reporter);
    }
}
