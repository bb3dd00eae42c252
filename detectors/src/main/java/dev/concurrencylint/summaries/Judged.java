package dev.concurrencylint.summaries;

import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import java.util.List;

/**
 * A fault with the reasons to believe it.
 *
 * @param callers call sites that don't do their half, for faults that callers decide
 */
public record Judged(
        Summary summary, Fault fault, Confidence confidence, List<Evidence> evidence, List<CallerSite> callers) {
    public Judged {
        evidence = List.copyOf(evidence);
        callers = List.copyOf(callers);
    }

    /** A call in a caller, by instruction index. */
    public record CallerSite(Summary caller, int at) {}
}
