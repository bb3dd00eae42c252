package dev.concurrencylint.findings;

import java.util.List;

/**
 * What became of the source files of findings.
 *
 * @param unlike files that are not what their classes were compiled from, sorted paths below a source root
 * @param unreadable files that no known version of Java allows, sorted paths below a source root
 * @param places how many lines of findings and of their traces were looked for in files that could be read
 * @param found how many of these were found
 */
public record SourceNotes(List<String> unlike, List<String> unreadable, int places, int found) {
    /** No source was looked at. */
    public static final SourceNotes NONE = new SourceNotes(List.of(), List.of(), 0, 0);

    public SourceNotes {
        unlike = List.copyOf(unlike);
        unreadable = List.copyOf(unreadable);
    }
}
