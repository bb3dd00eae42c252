package dev.concurrencylint.findings;

import dev.concurrencylint.rules.Finding;
import java.util.List;

/**
 * All that a run found, whatever its confidence.
 *
 * @param findings sorted, one per fault
 * @param problems sorted; not empty means that findings may be missing
 */
public record RunResult(List<Finding> findings, List<Problem> problems, Statistics statistics) {
    public RunResult {
        findings = List.copyOf(findings);
        problems = List.copyOf(problems);
    }
}
