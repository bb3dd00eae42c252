package dev.concurrencylint.findings;

import dev.concurrencylint.rules.Finding;
import java.util.List;

/**
 * All that a run found, whatever its confidence and whether or not it is suppressed.
 *
 * @param findings sorted, one per fault
 * @param problems sorted; not empty means that findings may be missing
 * @param suppressions what the program says about findings that its authors know
 */
public record RunResult(
        List<Finding> findings, List<Problem> problems, Statistics statistics, Suppressions suppressions) {
    public RunResult {
        findings = List.copyOf(findings);
        problems = List.copyOf(problems);
    }

    /** The result of a program that suppresses nothing. */
    public RunResult(List<Finding> findings, List<Problem> problems, Statistics statistics) {
        this(findings, problems, statistics, Suppressions.NONE);
    }
}
