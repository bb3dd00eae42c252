package dev.concurrencylint.spotbugs;

import dev.concurrencylint.findings.Problem;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.findings.Suppressed;
import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Finding;
import edu.umd.cs.findbugs.BugReporter;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run of SpotBugs: a single analysis, from which each detector takes its family. Kept by SpotBugs' analysis cache and gone with it. */
final class Session {
    private final Supplier<RunResult> analysis;
    private @Nullable List<Finding> findings;
    private Set<Finding> suppressed = Set.of();

    /** @param analysis run when the first detector asks */
    Session(Supplier<RunResult> analysis) {
        this.analysis = analysis;
    }

    /**
     * The family's findings, sorted. Where the analysis broke, SpotBugs is told once which part is missing, and the rest counts.
     *
     * @param reporter takes the errors of the analysis if this is the first call
     */
    synchronized List<Finding> findings(Family family, BugReporter reporter) {
        List<Finding> all = findings;
        if (all == null) {
            all = analyse(reporter);
            findings = all;
        }
        return all.stream().filter(finding -> finding.rule().family() == family).toList();
    }

    private List<Finding> analyse(BugReporter reporter) {
        RunResult result;
        try {
            result = analysis.get();
        } catch (RuntimeException
                | StackOverflowError e) { // SpotBugs would end without a report, those of others included
            reporter.logError("concurrency-lint: the analysis broke, its findings are missing", e);
            return List.of();
        }
        for (Problem problem : result.problems()) {
            reporter.logError("concurrency-lint: findings may be missing: " + problem.place() + " " + problem.reason());
        }
        suppressed = result.suppressions().suppressed().stream()
                .map(Suppressed::finding)
                .collect(Collectors.toSet());
        return result.findings();
    }

    /** Whether an annotation takes the finding back, as our own doors read annotations. */
    synchronized boolean isSuppressed(Finding finding) {
        return suppressed.contains(finding);
    }
}
