package dev.concurrencylint.engine;

import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.findings.Statistics;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** The analysis as a whole: from class files to findings. */
public final class Engine {
    private Engine() {}

    /**
     * Analyses the paths.
     *
     * @throws InputException if a path is missing or unreadable as a whole
     */
    public static RunResult analyse(AnalysisRequest request) throws InputException {
        return new RunResult(List.of(), List.of(), new Statistics(0, 0, 0, new TreeSet<>(), new TreeMap<>()));
    }

    /**
     * What the analysis thought of the methods of that name, as text for people.
     *
     * @param method {@code pkg.Type.method}, {@code pkg.Type$Inner.method} or with a descriptor
     * @throws InputException if a path is missing or unreadable as a whole, or no such method is found
     */
    public static String trace(AnalysisRequest request, String method) throws InputException {
        throw new InputException("no method " + method);
    }
}
