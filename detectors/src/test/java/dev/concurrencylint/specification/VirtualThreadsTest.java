package dev.concurrencylint.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.jdk.InstalledJdk;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.async.AsyncPinsCarrier;
import dev.concurrencylint.specification.LabelledSource.Reported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Labelled programs that start virtual threads, compiled for several releases of Java: which release a class is of, or which one is
 * said, decides whether a monitor keeps the carrier.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VirtualThreadsTest {
    private static final int NEWEST = 25;

    private final List<LabelledSource> sources = LabelledSource.ofNewerJava();
    private final Map<Integer, Path> compiled = new HashMap<>();

    @TempDir
    private static Path folder;

    private Optional<InstalledJdk> jdk = Optional.empty();

    @BeforeAll
    void findTheCompiler() {
        jdk = InstalledJdk.of(NEWEST);
        assumeTrue(jdk.isPresent(), "skipped: no JDK " + NEWEST + " beside the running one or in JAVA_HOME_25_X64");
    }

    @ParameterizedTest
    @ValueSource(ints = {21, 22, 23})
    void classesOfTheseReleasesAreReportedOnAsTheLinesSay(int release) throws Exception {
        RunResult result = analyse(release, Optional.empty());

        assertThat(result.problems()).isEmpty();
        assertThat(differences(result)).isEmpty();
    }

    @Test
    void soAreTheyWhereTheReleaseIsSaid() throws Exception {
        assertThat(differences(analyse(21, Optional.of(23)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 25})
    void classesOfLaterReleasesAreNot(int release) throws Exception {
        assertThat(pinned(analyse(release, Optional.empty()))).isEmpty();
    }

    @Test
    void norAreThoseThatRunOnALaterRelease() throws Exception {
        assertThat(pinned(analyse(21, Optional.of(24)))).isEmpty();
    }

    /** A class of a later release on the way runs on none of the earlier ones. */
    @Test
    void norIsAWayThroughALaterClass() throws Exception {
        Path mixed = folder.resolve("mixed");
        Files.createDirectories(mixed.resolve("newer/async"));
        for (String name : List.of("AsyncPinsCarrierLoud", "AsyncPinsCarrierLoud$Task")) {
            String file = "newer/async/" + name + ".class";
            Files.copy(classes(name.endsWith("$Task") ? 24 : 21).resolve(file), mixed.resolve(file));
        }

        List<Finding> found = pinned(analyse(mixed, Optional.empty()));

        assertThat(found)
                .hasSize(pinned(analyse(21, Optional.empty())).size() - 1)
                .noneMatch(finding -> finding.place().source().className().endsWith("Task"));
    }

    @Test
    void theReleaseIsOnlyAboutMonitorsOfVirtualThreads() {
        assertThat(sources.stream().flatMap(source -> source.labels().stream()).map(Label::rule))
                .isNotEmpty()
                .containsOnly(AsyncPinsCarrier.RULE.id());
    }

    private static List<Finding> pinned(RunResult result) {
        return result.findings().stream()
                .filter(finding -> finding.rule().equals(AsyncPinsCarrier.RULE))
                .toList();
    }

    private List<String> differences(RunResult result) {
        List<String> differences = new ArrayList<>();
        for (LabelledSource source : sources) {
            differences.addAll(source.differences(result.findings().stream()
                    .filter(finding -> finding.confidence() != Confidence.LOW)
                    .filter(finding -> finding.place().sourcePath().endsWith("/" + source.path()))
                    .map(finding -> new Reported(
                            finding.place().line(), finding.rule().id(), finding.confidence(), finding.message()))
                    .toList()));
        }
        return differences;
    }

    private RunResult analyse(int release, Optional<Integer> said)
            throws IOException, InterruptedException, InputException {
        return analyse(classes(release), said);
    }

    private static RunResult analyse(Path classes, Optional<Integer> said) throws InputException {
        return Engine.analyse(new AnalysisRequest(
                List.of(classes), List.of(LabelledSource.root().path()), said, 1, List.of()));
    }

    private Path classes(int release) throws IOException, InterruptedException {
        Path known = compiled.get(release);
        if (known != null) {
            return known;
        }
        Path classes = folder.resolve("of" + release);
        List<String> command = new ArrayList<>(List.of(
                jdk.orElseThrow().tool("javac"),
                "-g",
                "-nowarn",
                "-proc:none",
                "-cp",
                LabelledSource.root().path().toString(),
                "--release",
                String.valueOf(release),
                "-d",
                classes.toString()));
        for (LabelledSource source : sources) {
            Path file = folder.resolve("src").resolve(source.path());
            Files.createDirectories(file.resolveSibling(""));
            command.add(
                    Files.writeString(file, String.join("\n", source.lines())).toString());
        }
        Path log = folder.resolve("javac.log");
        Process javac = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(javac.waitFor()).as(Files.readString(log)).isZero();
        compiled.put(release, classes);
        return classes;
    }
}
