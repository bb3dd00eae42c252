package dev.concurrencylint.packed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.concurrencylint.jdk.InstalledJdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every SpotBugs that we promise loads the packed jar and reports on all fixtures what our command line does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpotBugsVersionsIT {
    private static final Path FIXTURES =
            Path.of(requireNonNull(System.getProperty("basedir")), "../test-fixtures/target/classes");
    private static final int NEWEST_JAVA = 25;

    private Path temp = Path.of("");
    private List<Told> expected = List.of();

    @BeforeAll
    void checkFixtures(@TempDir Path folder) throws IOException, InterruptedException {
        temp = folder;
        expected = CommandLine.check(temp, FIXTURES);
        assertThat(expected).hasSizeGreaterThan(200);
    }

    static List<SpotBugs> versions() {
        return SpotBugs.ALL;
    }

    @ParameterizedTest
    @MethodSource("versions")
    void tellsTheSame(SpotBugs spotBugs) throws IOException, InterruptedException {
        assertThat(report(spotBugs, InstalledJdk.running())).isEqualTo(expected);
    }

    @Test
    void tellsTheSameOnTheNewestJava() throws IOException, InterruptedException {
        Optional<InstalledJdk> jdk = InstalledJdk.of(NEWEST_JAVA);
        assumeTrue(jdk.isPresent(), "skipped: no JDK " + NEWEST_JAVA);

        assertThat(report(SpotBugs.ALL.get(SpotBugs.ALL.size() - 1), jdk.orElseThrow()))
                .isEqualTo(expected);
    }

    private List<Told> report(SpotBugs spotBugs, InstalledJdk jdk) throws IOException, InterruptedException {
        Path report = temp.resolve(spotBugs.version() + ".xml");
        spotBugs.run(
                jdk,
                temp.resolve(spotBugs.version() + ".log"),
                List.of(
                        "-pluginList",
                        CommandLine.JAR.toString(),
                        "-visitors",
                        "ConcurrencyLintAsync,ConcurrencyLintLocks,ConcurrencyLintMonitors,ConcurrencyLintPermits,ConcurrencyLintPools,ConcurrencyLintThreads,ConcurrencyLintVisibility",
                        "-low",
                        "-xml:withMessages",
                        "-output",
                        report.toString(),
                        FIXTURES.toString()));
        assertThat(Told.errors(report)).isEmpty();
        return Told.ofSpotBugs(report);
    }
}
