package dev.concurrencylint.check;

import dev.concurrencylint.report.Sources;
import dev.concurrencylint.rules.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Files and directories of source.
 *
 * @param patterns with slashes
 * @param directory what they are relative to; empty for what paths in reports are relative to
 */
public record PathGlobs(List<String> patterns, Optional<Path> directory) {
    public PathGlobs {
        patterns = List.copyOf(patterns);
    }

    /** Relative to what paths in reports are relative to. */
    static PathGlobs ofReports(List<String> patterns) {
        return new PathGlobs(patterns, Optional.empty());
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Whether one of them means the file of the place. */
    Predicate<Place> in(Sources sources) {
        Glob glob = Glob.ofPaths(patterns);
        Function<Place, String> name = name(sources);
        return place -> glob.test(name.apply(place));
    }

    private Function<Place, String> name(Sources sources) {
        return directory
                .<Function<Place, String>>map(from -> place -> sources.path(place, from))
                .orElse(sources::path);
    }

    /** Those that mean no file of the places, and none of source. */
    List<String> idle(List<Place> places, Sources sources) {
        if (patterns.isEmpty()) {
            return List.of();
        }
        Function<Place, String> name = name(sources);
        List<String> names = places.stream().map(name).toList();
        return patterns.stream()
                .filter(pattern -> {
                    Glob glob = Glob.ofPaths(List.of(pattern));
                    return names.stream().noneMatch(glob)
                            && sources.paths(directory).noneMatch(glob);
                })
                .toList();
    }
}
