package dev.concurrencylint.findings;

import java.util.Comparator;

/**
 * Something under analysis that could not be read or whose analysis broke. What it would have shown is missing.
 *
 * @param place the path, with the entry or class in it where known
 * @param reason one sentence without a full stop
 */
public record Problem(String place, String reason) implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::place).thenComparing(Problem::reason);

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }
}
