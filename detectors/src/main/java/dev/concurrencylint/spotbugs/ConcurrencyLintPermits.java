package dev.concurrencylint.spotbugs;

import dev.concurrencylint.rules.Family;
import edu.umd.cs.findbugs.BugReporter;

/** Reports what the rules about permits found. */
public final class ConcurrencyLintPermits extends FamilyDetector {
    /** As SpotBugs makes a detector: once a run. */
    public ConcurrencyLintPermits(BugReporter reporter) {
        super(Family.PERMITS, reporter);
    }
}
