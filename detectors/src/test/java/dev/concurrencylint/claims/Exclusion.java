package dev.concurrencylint.claims;

import dev.concurrencylint.specification.LabelledSource;
import java.util.SortedSet;
import java.util.TreeSet;

/** Lines of labelled programs that say {@code // not run}, and why: what they claim, one thread alone can't show. */
final class Exclusion {
    private static final String MARK = "// not run: ";

    private Exclusion() {}

    static SortedSet<Integer> lines(LabelledSource source) {
        SortedSet<Integer> lines = new TreeSet<>();
        for (int i = 0; i < source.lines().size(); i++) {
            if (source.lines().get(i).contains(MARK)) {
                lines.add(i + 1);
            }
        }
        return lines;
    }
}
