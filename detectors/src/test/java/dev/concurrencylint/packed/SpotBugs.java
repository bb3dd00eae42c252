package dev.concurrencylint.packed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.jdk.InstalledJdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An unpacked distribution of SpotBugs, run in a process and on a class path of its own. */
record SpotBugs(String version) {
    /** What we promise to run in: the oldest, the last of its line, the newest. */
    static final List<SpotBugs> ALL = List.of(new SpotBugs("4.9.0"), new SpotBugs("4.9.8"), new SpotBugs("4.10.4"));

    private static final Path UNPACKED = Path.of(requireNonNull(System.getProperty("spotbugs.unpacked")));
    /** A process of a few seconds is over before the second compiler pays. */
    private static final String BRIEF = "-XX:TieredStopAtLevel=1";

    private static final String SERIAL = "-XX:+UseSerialGC";
    private static final String MAIN = "edu.umd.cs.findbugs.FindBugs2";

    Path library() {
        return UNPACKED.resolve("spotbugs-" + version).resolve("lib");
    }

    /** SpotBugs' own command line. */
    String run(InstalledJdk jdk, Path log, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jdk.tool("java"), BRIEF, SERIAL, "-cp", library() + "/*", MAIN));
        command.addAll(arguments);
        return run(command, log);
    }

    /** Runs of {@link HostedRuns} in one process, a list of arguments each. */
    String hosted(Path folder, Path plugin, int repeated, List<List<String>> runs)
            throws IOException, InterruptedException {
        Path file = folder.resolve("runs.txt");
        Files.write(file, runs.stream().map(run -> String.join("\t", run)).toList());
        Path tests = Path.of(requireNonNull(System.getProperty("basedir")), "target/test-classes");
        String classPath = library() + "/*" + System.getProperty("path.separator") + tests;
        return run(
                List.of(
                        InstalledJdk.running().tool("java"),
                        BRIEF,
                        SERIAL,
                        "-cp",
                        classPath,
                        HostedRuns.class.getName(),
                        plugin.toString(),
                        file.toString(),
                        String.valueOf(repeated)),
                folder.resolve("hosted.log"));
    }

    private static String run(List<String> command, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int status = process.waitFor();
        String text = Files.readString(log);
        assertThat(status).as(text).isZero();
        return text;
    }

    @Override
    public String toString() {
        return "SpotBugs " + version;
    }
}
