package dev.concurrencylint.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.gson.JsonParser;
import dev.concurrencylint.check.Check;
import dev.concurrencylint.check.CheckFailure;
import dev.concurrencylint.check.CheckRequest;
import dev.concurrencylint.check.FailOn;
import dev.concurrencylint.check.Outcome;
import dev.concurrencylint.check.Output;
import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.findings.Problem;
import dev.concurrencylint.report.Format;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** Healthy classes with known findings, beside which hostile files are analysed. */
final class Ward {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern UNCLEAR = Pattern.compile("Exception|Error\\b|\\bnull\\b|out of bounds|\\R");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n]]");
    private static final String HEALTHY = """
            package healthy;

            import java.util.concurrent.locks.Lock;
            import java.util.concurrent.locks.ReentrantLock;

            final class Healthy {
                private final Lock lock = new ReentrantLock();
                private int sum;

                void leaks(int n) {
                    lock.lock();
                    if (n < 0) {
                        return;
                    }
                    sum += n;
                    lock.unlock();
                }

                void leaksOnException(Runnable task) {
                    lock.lock();
                    task.run();
                    lock.unlock();
                }

                void releasesTwice() {
                    lock.lock();
                    try {
                        sum++;
                        lock.unlock();
                    } finally {
                        lock.unlock();
                    }
                }

                int isQuiet(int n) {
                    lock.lock();
                    try {
                        return sum + n;
                    } finally {
                        lock.unlock();
                    }
                }
            }
            """;

    private final Path folder;
    private final Path healthy;
    private final List<Finding> expected;

    /** @param folder empty, for everything that has to be a file */
    Ward(Path folder) throws IOException, CheckFailure {
        this.folder = folder;
        this.healthy = Files.createDirectories(folder.resolve("healthy"));
        Path source = Files.writeString(folder.resolve("Healthy.java"), HEALTHY);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-g", "-proc:none", "-d", healthy.toString(), source.toString());
        assertThat(status).isZero();
        this.expected = healthyOnes(analyse(List.of(), List.of()));
        assertThat(expected).hasSize(3);
    }

    /** The folder of the ward, for files to analyse. */
    Path folder() {
        return folder;
    }

    /**
     * Analyses the paths beside the healthy classes.
     *
     * @return what could not be read or analysed
     * @throws AssertionError if the analysis breaks, lasts, says something else of the healthy classes, or speaks unclearly
     */
    List<Problem> examine(List<Path> paths, List<Path> classpath) {
        Outcome outcome = assertTimeoutPreemptively(PATIENCE, () -> analyse(paths, classpath));
        assertThat(healthyOnes(outcome)).isEqualTo(expected);
        List<Problem> problems = outcome.reported().problems();
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.reason())
                    .isNotBlank()
                    .doesNotContainPattern(UNCLEAR)
                    .hasSizeLessThan(500);
            assertThat(problem.place()).doesNotStartWith(healthy.toString());
        });
        assertThat(outcome.exitStatus()).isEqualTo(problems.isEmpty() ? Outcome.FAILED : Outcome.INCOMPLETE);
        return problems;
    }

    /**
     * Whether nothing at all is analysed because of the path, and the message names it; else the same as {@link #examine}.
     */
    boolean refuses(Path path) {
        boolean refused = assertTimeoutPreemptively(PATIENCE, () -> {
            try {
                analyse(List.of(path), List.of());
                return false;
            } catch (CheckFailure e) {
                assertThat(e.getMessage()).contains(path.toString()).doesNotContainPattern(UNCLEAR);
                return true;
            }
        });
        if (!refused) {
            examine(List.of(path), List.of());
        }
        return refused;
    }

    /** The same of many class files at once; where it goes wrong, each is analysed alone to find out which is to blame. */
    void examine(List<HostileClass> classes) {
        try {
            examineTogether(classes);
        } catch (AssertionError together) {
            for (HostileClass one : classes) {
                try {
                    examineTogether(List.of(one));
                } catch (AssertionError alone) {
                    fail(one + ": " + alone.getMessage(), alone);
                }
            }
            throw together;
        }
    }

    /** The same of one class file. */
    List<Problem> examine(HostileClass one) {
        return examineTogether(List.of(one));
    }

    private List<Problem> examineTogether(List<HostileClass> classes) {
        try {
            Path patients = Files.createTempDirectory(folder, "patients");
            List<Path> files = new ArrayList<>();
            for (int i = 0; i < classes.size(); i++) {
                files.add(Files.write(
                        patients.resolve(i + ".class"), classes.get(i).bytes()));
            }
            List<Problem> problems = examine(files, List.of());
            assertThat(problems).allMatch(problem -> problem.place().startsWith(patients.toString()));
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(patients);
            return problems;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Finding> healthyOnes(Outcome outcome) {
        return outcome.reported().findings().stream()
                .filter(finding -> finding.place().source().className().startsWith("healthy."))
                .toList();
    }

    private Outcome analyse(List<Path> paths, List<Path> classpath) throws CheckFailure, IOException {
        List<Path> all = new ArrayList<>(List.of(healthy));
        all.addAll(paths);
        Path sarif = folder.resolve("report.sarif");
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        CheckRequest request = new CheckRequest(
                new AnalysisRequest(all, classpath, Check.NEWEST_RELEASE, 2),
                List.of(new Output(Format.CONSOLE, Optional.empty()), new Output(Format.SARIF, Optional.of(sarif))),
                Confidence.LOW,
                FailOn.ERROR,
                List.of(),
                folder,
                "explain ",
                false,
                true);
        Outcome outcome = Check.run(request, console);
        assertThat(JsonParser.parseString(Files.readString(sarif)).isJsonObject())
                .isTrue();
        assertThat(console.toString(StandardCharsets.UTF_8)).doesNotContainPattern(CONTROL);
        return outcome;
    }
}
