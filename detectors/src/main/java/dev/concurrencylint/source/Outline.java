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

    /**
     * The outline of a parsed file.
     *
     * @param path the file's, with slashes: a file that declares no class is one of its name (JLS 7.3)
     */
    public static Outline of(SourceParser.Parsed file, String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.indexOf('.');
        return new OutlineBuilder(dot < 0 ? name : name.substring(0, dot)).of(file.unit());
    }
}
