package dev.concurrencylint.yaml;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something wrong in a file.
 *
 * @param line counted from 1; 0 for the file as a whole
 * @param column counted from 1; 0 for the line or file as a whole
 * @param message what is wrong and what was expected, without a full stop
 */
public record Mistake(String file, int line, int column, String message) implements Comparable<Mistake> {
    private static final Comparator<Mistake> ORDER = Comparator.comparing(Mistake::file)
            .thenComparing(Mistake::line)
            .thenComparing(Mistake::column)
            .thenComparing(Mistake::message);

    /** Those mistakes as one message: a line if there is one, else a list below the number. */
    public static String told(List<Mistake> mistakes) {
        return mistakes.size() == 1
                ? mistakes.get(0).toString()
                : mistakes.stream()
                        .sorted()
                        .map(mistake -> "\n  " + mistake)
                        .collect(Collectors.joining("", mistakes.size() + " mistakes:", ""));
    }

    @Override
    public int compareTo(Mistake other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line:column: message}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "") + ": " + message;
    }
}
