package dev.concurrencylint.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to analyse.
 *
 * @param paths jars, directories of classes, or class files: read and reported on; none where there is nothing to analyse
 * @param classpath jars or directories that are read for types and summaries and not reported on; missing ones are ignored
 * @param release the Java version that the program runs on, where it is said; picks the entries of multi-release jars
 * @param threads how many threads may work; the result does not depend on it
 * @param models model files that are read over those that the tool ships
 * @param sources directories that hold packages of source files, for what only they say of the program
 */
public record AnalysisRequest(
        List<Path> paths,
        List<Path> classpath,
        Optional<Integer> release,
        int threads,
        List<Path> models,
        List<Path> sources) {
    /** The Java version that a program is taken to run on if nobody says: the newest one known. */
    public static final int NEWEST_RELEASE = 25;

    public AnalysisRequest {
        paths = List.copyOf(paths);
        classpath = List.copyOf(classpath);
        models = List.copyOf(models);
        sources = List.copyOf(sources);
    }

    /** An analysis without sources. */
    public AnalysisRequest(
            List<Path> paths, List<Path> classpath, Optional<Integer> release, int threads, List<Path> models) {
        this(paths, classpath, release, threads, models, List.of());
    }

    /** An analysis with the models of the tool. */
    public AnalysisRequest(List<Path> paths, List<Path> classpath, int release, int threads) {
        this(paths, classpath, Optional.of(release), threads, List.of());
    }

    /** The same with these directories of sources. */
    public AnalysisRequest withSources(List<Path> directories) {
        return new AnalysisRequest(paths, classpath, release, threads, models, directories);
    }
}
