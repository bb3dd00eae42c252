package dev.concurrencylint.findings;

import dev.concurrencylint.rules.Finding;
import java.util.List;

/**
 * All that a run found, whatever its confidence and whether or not it is suppressed.
 *
 * @param findings sorted, one per fault
 * @param problems sorted; not empty means that findings may be missing
 * @param suppressions what the program says about findings that its authors know
 * @param classes the classes under analysis, binary names with dots, sorted
 */
public record RunResult(
        List<Finding> findings,
        List<Problem> problems,
        Statistics statistics,
        Suppressions suppressions,
        List<String> classes) {
    public RunResult {
        findings = List.copyOf(findings);
        problems = List.copyOf(problems);
        classes = List.copyOf(classes);
    }

    /** The same result with these suppressions. */
    public RunResult withSuppressions(Suppressions others) {
        return new RunResult(findings, problems, statistics, others, classes);
    }

    /** A result that does not name the classes. */
    public RunResult(List<Finding> findings, List<Problem> problems, Statistics statistics, Suppressions suppressions) {
        this(findings, problems, statistics, suppressions, List.of());
    }

    /** The result of a program that suppresses nothing. */
    public RunResult(List<Finding> findings, List<Problem> problems, Statistics statistics) {
        this(findings, problems, statistics, Suppressions.NONE);
    }
}
