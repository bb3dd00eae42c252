package dev.concurrencylint.report;

import dev.concurrencylint.rules.Rule;
import java.util.List;

/**
 * What a report needs besides the result.
 *
 * @param version the tool's version
 * @param rules all rules that were looked for, sorted by id
 * @param explain what a user types before a rule's id to read its page, up to the id itself
 * @param colour whether a report for terminals may use colour
 * @param statistics whether a report for people lists the run's statistics
 */
public record ReportContext(
        String version, List<Rule> rules, Sources sources, String explain, boolean colour, boolean statistics) {
    public ReportContext {
        rules = List.copyOf(rules);
    }
}
