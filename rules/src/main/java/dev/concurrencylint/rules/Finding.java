package dev.concurrencylint.rules;

import java.util.Comparator;
import java.util.List;

/**
 * A fault at a place, with the path that leads to it.
 *
 * @param message one sentence of fact with the real names in it
 * @param place the primary place, as the contract of the reports defines it for the kind of fault
 * @param subject the synchroniser's stable name, free of lines and numbers: {@code this.lock}
 * @param traces at least one
 * @param evidence what the confidence was computed from
 * @param fingerprint names the fault across moved and reformatted code: 32 hexadecimal digits
 */
public record Finding(
        Rule rule,
        Confidence confidence,
        String message,
        Place place,
        String subject,
        List<Trace> traces,
        List<Evidence> evidence,
        String fingerprint)
        implements Comparable<Finding> {
    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::place)
            .thenComparing((Finding f) -> f.rule().id())
            .thenComparing(Finding::subject)
            .thenComparing(Finding::message)
            .thenComparing(Finding::fingerprint);

    public Finding {
        traces = List.copyOf(traces);
        evidence = List.copyOf(evidence);
    }

    /** By place, then by rule; total over findings that differ to a reader. */
    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
