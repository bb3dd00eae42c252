package dev.concurrencylint.spotbugs;

import dev.concurrencylint.rules.Family;
import edu.umd.cs.findbugs.BugReporter;

/** Reports what the rules about waiting on threads that must not wait found. */
public final class ConcurrencyLintAsync extends FamilyDetector {
    /** As SpotBugs makes a detector: once a run. */
    public ConcurrencyLintAsync(BugReporter reporter) {
        super(Family.ASYNC, reporter);
    }
}
