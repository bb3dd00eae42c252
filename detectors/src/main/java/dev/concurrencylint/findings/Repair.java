package dev.concurrencylint.findings;

import dev.concurrencylint.rules.Range;
import java.util.List;

/**
 * A change of a source file after which a finding is gone.
 *
 * @param title what it does, in an imperative sentence without a full stop
 * @param sourcePath the file's path below a source root, with slashes
 * @param edits in the order of the file, none of them touching another
 */
public record Repair(String title, String sourcePath, List<Edit> edits) {
    public Repair {
        edits = List.copyOf(edits);
    }

    /** Whether the two change lines that are the same, or lie between each other's. */
    public boolean meets(Repair other) {
        return sourcePath.equals(other.sourcePath) && first() <= other.last() && other.first() <= last();
    }

    private int first() {
        return edits.stream().mapToInt(edit -> edit.range().startLine()).min().orElse(0);
    }

    private int last() {
        return edits.stream().mapToInt(edit -> edit.range().endLine()).max().orElse(0);
    }

    /**
     * A text in place of another.
     *
     * @param range what goes; empty where text is only put in
     * @param text what comes
     */
    public record Edit(Range range, String text) {}
}
