package dev.concurrencylint.walls;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The packages below {@code dev.concurrencylint} in the order of the data's road, and what each may see. */
final class Road {
    private static final String ROOT = "dev.concurrencylint.";

    /**
     * A package with all below it.
     *
     * @param sees other stations, all of them listed before this one
     */
    record Station(String name, Set<String> sees) {
        boolean maySee(String other) {
            return other.equals(name) || sees.contains(other);
        }
    }

    static final List<Station> STATIONS = List.of(
            new Station("rules", Set.of()),
            new Station("words", Set.of()),
            new Station("yaml", Set.of("words")),
            new Station("findings", Set.of("rules", "words")),
            new Station("baseline", Set.of("rules", "yaml", "findings")),
            new Station("code", Set.of()),
            new Station("program", Set.of("rules", "code")),
            new Station("models", Set.of("rules", "yaml", "code", "program")),
            new Station("facts", Set.of("rules", "code", "program", "models")),
            new Station("bytecode", Set.of("rules", "code", "program", "models", "facts")),
            new Station("flow", Set.of("rules", "code", "program", "models", "facts")),
            new Station("summaries", Set.of("rules", "code", "program", "models", "facts", "flow")),
            new Station("waiting", Set.of("rules", "code", "program", "models", "facts", "flow", "summaries")),
            new Station("async", Set.of("code", "program", "models", "flow", "summaries")),
            new Station("pools", Set.of("rules", "code", "program", "models", "flow", "summaries")),
            new Station("threads", Set.of("rules", "code", "program", "models", "facts", "flow", "summaries")),
            new Station("visibility", Set.of("rules", "code", "program", "models", "flow", "summaries", "waiting")),
            new Station(
                    "detectors",
                    Set.of(
                            "rules",
                            "findings",
                            "code",
                            "program",
                            "models",
                            "facts",
                            "flow",
                            "summaries",
                            "waiting",
                            "async",
                            "pools",
                            "threads",
                            "visibility")),
            new Station("source", Set.of("rules", "findings", "code", "program")),
            new Station(
                    "engine",
                    Set.of(
                            "rules",
                            "yaml",
                            "findings",
                            "code",
                            "program",
                            "models",
                            "facts",
                            "bytecode",
                            "flow",
                            "summaries",
                            "waiting",
                            "async",
                            "pools",
                            "threads",
                            "visibility",
                            "detectors",
                            "source")),
            new Station("report", Set.of("rules", "findings", "source")),
            new Station(
                    "check", Set.of("rules", "words", "yaml", "baseline", "findings", "source", "engine", "report")),
            new Station("spotbugs", Set.of("rules", "findings", "program", "source", "engine")),
            new Station("cli", Set.of("rules", "words", "findings", "engine", "report", "check")));

    private Road() {}

    static boolean isOurs(String packageName) {
        return packageName.startsWith(ROOT);
    }

    /** The first word below the root. */
    static String stationOf(String packageName) {
        if (!isOurs(packageName)) {
            return packageName;
        }
        String below = packageName.substring(ROOT.length());
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }

    static Optional<Station> find(String name) {
        return STATIONS.stream().filter(station -> station.name().equals(name)).findFirst();
    }
}
