package dev.concurrencylint.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The outlines of some source files.
 *
 * @param read by the path below a source root
 * @param unreadable the paths of files that are there and no Java that is known, sorted
 */
record Outlines(SortedMap<String, Outline> read, List<String> unreadable) {
    private static final String JAVA = ".java";

    /** Reads those of the files that are there and named as Java is. The result does not depend on the number of threads. */
    static Outlines of(Collection<String> paths, SourceFiles files, int threads) {
        List<String> wanted = paths.stream()
                .filter(path -> path.endsWith(JAVA) && files.find(path).isPresent())
                .sorted()
                .distinct()
                .toList();
        List<Optional<Outline>> outlines = Parallel.map(
                wanted,
                threads,
                SourceParser::new,
                (parser, path) -> files.find(path).flatMap(file -> outline(parser, file, path)));
        SortedMap<String, Outline> read = new TreeMap<>();
        List<String> unreadable = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (outlines.get(i).isPresent()) {
                read.put(wanted.get(i), outlines.get(i).get());
            } else {
                unreadable.add(wanted.get(i));
            }
        }
        return new Outlines(read, unreadable);
    }

    private static Optional<Outline> outline(SourceParser parser, Path file, String path) {
        try {
            return parser.parse(SourceFiles.text(file)).map(parsed -> Outline.of(parsed, path));
        } catch (RuntimeException
                | StackOverflowError e) { // unreadable, or a tree that the parser should not have made
            return Optional.empty();
        }
    }
}
