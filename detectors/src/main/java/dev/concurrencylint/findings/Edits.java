package dev.concurrencylint.findings;

import dev.concurrencylint.rules.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Texts with edits made. */
public final class Edits {
    private Edits() {}

    /**
     * The text with the edits made.
     *
     * @param edits in any order, none touching another
     */
    public static String applied(String text, List<Repair.Edit> edits) {
        List<Integer> starts = starts(text);
        List<Repair.Edit> sorted = new ArrayList<>(edits);
        sorted.sort(Comparator.comparing((Repair.Edit edit) -> edit.range().startLine())
                .thenComparing(edit -> edit.range().startColumn()));
        StringBuilder changed = new StringBuilder(text.length() + 64);
        int done = 0;
        for (Repair.Edit edit : sorted) {
            Range range = edit.range();
            changed.append(text, done, offset(starts, range.startLine(), range.startColumn()))
                    .append(edit.text());
            done = offset(starts, range.endLine(), range.endColumn());
        }
        return changed.append(text, done, text.length()).toString();
    }

    /** Where lines start; a line ends with a line feed, with or without a carriage return before it. */
    private static List<Integer> starts(String text) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            starts.add(at + 1);
        }
        return starts;
    }

    private static int offset(List<Integer> starts, int line, int column) {
        return starts.get(line - 1) + column - 1;
    }
}
