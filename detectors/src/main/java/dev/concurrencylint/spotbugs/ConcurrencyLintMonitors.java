package dev.concurrencylint.spotbugs;

import dev.concurrencylint.rules.Family;
import edu.umd.cs.findbugs.BugReporter;

/** Reports what the rules about waiting and waking found. */
public final class ConcurrencyLintMonitors extends FamilyDetector {
    /** As SpotBugs makes a detector: once a run. */
    public ConcurrencyLintMonitors(BugReporter reporter) {
        super(Family.MONITORS, reporter);
    }
}
