package dev.concurrencylint.check;

import dev.concurrencylint.findings.Accepted;
import dev.concurrencylint.findings.Reported;

/**
 * What became of a run that analysed something.
 *
 * @param reported what the reports told
 * @param failing how many of the reported findings reach the threshold
 * @param stale how many findings the baseline accepts that are not there, where that fails the gate; else 0
 */
public record Outcome(Reported reported, int failing, int stale) {
    /** Nothing reaches the threshold. */
    public static final int CLEAN = 0;

    /** Findings reach the threshold, or the baseline has stale entries and must not. */
    public static final int FAILED = 1;

    /** Nothing was analysed: {@link CheckFailure}. */
    public static final int NOTHING_ANALYSED = 2;

    /** Something under analysis was unreadable or its analysis broke, so findings may be missing. */
    public static final int INCOMPLETE = 3;

    static Outcome of(Reported reported, Settings settings) {
        long failing = reported.findings().stream()
                .filter(finding -> settings.failOn().isReachedBy(finding.rule().severity()))
                .count();
        int stale = reported.stale().stream().mapToInt(Accepted::count).sum();
        return new Outcome(reported, Math.toIntExact(failing), settings.failOnStale() ? stale : 0);
    }

    /** The exit status of the command line; an incomplete run wins over a failed one. */
    public int exitStatus() {
        if (!reported.problems().isEmpty()) {
            return INCOMPLETE;
        }
        return failing + stale > 0 ? FAILED : CLEAN;
    }
}
