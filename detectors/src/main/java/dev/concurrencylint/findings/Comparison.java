package dev.concurrencylint.findings;

import dev.concurrencylint.rules.Finding;
import java.util.List;

/**
 * What a baseline makes of a run.
 *
 * @param file the baseline as reports name it
 * @param accepted findings that it accepts, sorted; they don't count
 * @param stale what it accepts and is not found any more, with the number that can go; sorted
 */
public record Comparison(String file, List<Finding> accepted, List<Accepted> stale) {
    public Comparison {
        accepted = List.copyOf(accepted);
        stale = List.copyOf(stale);
    }
}
