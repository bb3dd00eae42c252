package dev.concurrencylint.spotbugs;

import dev.concurrencylint.rules.Family;
import edu.umd.cs.findbugs.BugReporter;

/** Reports what the rules about threads found. */
public final class ConcurrencyLintThreads extends FamilyDetector {
    /** As SpotBugs makes a detector: once a run. */
    public ConcurrencyLintThreads(BugReporter reporter) {
        super(Family.THREADS, reporter);
    }
}
