package dev.concurrencylint.rules;

import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of a method. Equality and order are those of lines: the copies that a compiler makes of one {@code finally} are several
 * instructions and one place, and what sources say or don't say of a place must not tell findings, baselines or fingerprints apart.
 *
 * @param source the method as the source has it: for code in a lambda, the method that the lambda stands in
 * @param bytecode the method as the class file has it; equal to {@code source} but for lambdas
 * @param sourceFile the simple name of the source file, empty where the class file does not tell
 * @param line counted from 1; 0 where the class file does not tell
 * @param spot which of the things on the line it is; not part of equality and order
 * @param range where that is in the source, which begins on the line; empty without sources; not part of equality and order
 */
public record Place(
        MethodName source, MethodName bytecode, String sourceFile, int line, Spot spot, Optional<Range> range)
        implements Comparable<Place> {
    private static final Comparator<Place> ORDER = Comparator.comparing(Place::sourcePath)
            .thenComparing(Place::line)
            .thenComparing(Place::source)
            .thenComparing(Place::bytecode);

    /** A line of which no more is known. */
    public Place(MethodName source, MethodName bytecode, String sourceFile, int line) {
        this(source, bytecode, sourceFile, line, Spot.SOMETHING, Optional.empty());
    }

    /** The same place with that range in the source. */
    public Place withRange(Range found) {
        return new Place(source, bytecode, sourceFile, line, spot, Optional.of(found));
    }

    /** The source file's path below a source root, with slashes; made from the class name where the file is not told. */
    public String sourcePath() {
        String name = source.className();
        int dot = name.lastIndexOf('.');
        String folder = dot < 0 ? "" : name.substring(0, dot + 1).replace('.', '/');
        if (!sourceFile.isEmpty()) {
            return folder + sourceFile;
        }
        String simple = name.substring(dot + 1);
        int dollar = simple.indexOf('$', 1);
        return folder + (dollar < 0 ? simple : simple.substring(0, dollar)) + ".java";
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Place that
                        && line == that.line
                        && source.equals(that.source)
                        && bytecode.equals(that.bytecode)
                        && sourceFile.equals(that.sourceFile);
    }

    @Override
    public int hashCode() {
        int hash = source.hashCode();
        hash = 31 * hash + bytecode.hashCode();
        hash = 31 * hash + sourceFile.hashCode();
        hash = 31 * hash + line;
        return hash;
    }
}
