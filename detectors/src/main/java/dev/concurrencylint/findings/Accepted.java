package dev.concurrencylint.findings;

import dev.concurrencylint.rules.Finding;
import java.util.Comparator;

/**
 * Findings of one kind in one method that are accepted for now: a line of a baseline.
 *
 * @param method {@code pkg.Type.method(desc)ret}, with the methods around a local or anonymous class, for readers
 * @param rule the rule's id, for readers
 * @param family the fingerprint that equal findings of the method share
 * @param count how many, at least 1
 */
public record Accepted(String method, String rule, String family, int count) implements Comparable<Accepted> {
    private static final Comparator<Accepted> ORDER = Comparator.comparing(Accepted::method)
            .thenComparing(Accepted::rule)
            .thenComparing(Accepted::family)
            .thenComparing(Accepted::count);

    /** That many findings like this one; a method's name may hold anything but a line's end. */
    public static Accepted of(Finding finding, int count) {
        return new Accepted(
                Fingerprints.method(finding).replaceAll("\\p{Cntrl}", "?"),
                finding.rule().id(),
                Fingerprints.family(finding),
                count);
    }

    public Accepted withCount(int other) {
        return new Accepted(method, rule, family, other);
    }

    @Override
    public int compareTo(Accepted other) {
        return ORDER.compare(this, other);
    }
}
