package dev.concurrencylint.source;

import java.util.List;

/**
 * What stands where in a source file. Holds no syntax tree.
 *
 * @param types in the order in which they begin
 * @param bodies in the order of the file, those of lambdas in their elements
 * @param lines how many lines the file has
 */
public record Outline(List<OutlinedType> types, List<OutlinedBody> bodies, int lines) {
    public Outline {
        types = List.copyOf(types);
        bodies = List.copyOf(bodies);
    }

    /** The outline of a parsed file. */
    public static Outline of(SourceParser.Parsed file) {
        return new OutlineBuilder().of(file.unit());
    }
}
