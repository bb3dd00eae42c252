package dev.concurrencylint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.check.Version;
import dev.concurrencylint.rules.catalogue.Catalogue;
import dev.concurrencylint.specification.Root;
import dev.concurrencylint.words.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MainTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            check                                | Missing required parameter: 'PATH'
            check --formt sarif x                | unknown option --formt; did you mean --format?
            check --zzzzzzzzz x                  | unknown option --zzzzzzzzz
            chek x                               | unknown command chek; did you mean check?
            check --format html x                | 'html' is not one of console, sarif
            check --format srif x                | 'srif' is not one of console, sarif; did you mean sarif?
            check --format                       | Missing required parameter for option '--format'
            check --confidence hihg x            | 'hihg' is not one of high, medium, low; did you mean high?
            check --fail-on always x             | 'always' is not one of error, warning, note, never
            check --release none x               | 'none' is not a Java version
            check --threads 0 x                  | '0' is not a number of threads
            check --output report.txt x          | --output report.txt belongs to the --format before it, and there is none
            check --format sarif --output a --output b x | --output b belongs to the --format before it
            check --format console --format sarif x | two reports go to standard output
            check --sources no/such/folder x     | no directory of sources: no/such/folder
            check --format sarif --output no/such/report x | cannot write no/such/report: its directory does not exist
            check --config no/such.yaml x        | no/such.yaml: there is no such file
            check --baseline no/such.txt x       | no/such.txt: there is no such file; the goal or command baseline writes it
            baseline x                           | say which file the baseline is: --baseline FILE
            baseline --baseline no/such/file x   | cannot write no/such/file: its directory does not exist
            baseline --config no/such.yaml x     | no/such.yaml: there is no such file
            trace --config no/such.yaml p.A.m x  | no/such.yaml: there is no such file
            explain                              | Missing required parameter: 'RULE'
            explain LOCK_NOT_RELESED             | no rule LOCK_NOT_RELESED; did you mean LOCK_NOT_RELEASED?
            explain SOMETHING_ELSE_AGAIN         | no rule SOMETHING_ELSE_AGAIN
            rules all                            | unexpected argument all
            trace p.A.m                          | Missing required parameter: 'PATH'
            """)
    void aWrongCallIsToldOnStandardErrorAndEndsWithTwo(String call, String message) {
        CommandLineRun run = CommandLineRun.of((Object[]) call.split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("concurrency-lint: ").contains(message).doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void noCommandShowsTheCommands() {
        CommandLineRun run = CommandLineRun.of();

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("check", "baseline", "explain", "rules", "trace");
    }

    @Test
    void aTraceTellsWhatDecidedAboutAWait() {
        String type = "dev.concurrencylint.fixtures.monitors.MonitorWaitWithoutLockLoud";
        CommandLineRun run = CommandLineRun.of(
                "trace",
                type + "$NoMonitor.await",
                Root.holding(type.replace('.', '/') + ".class").path());

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .containsPattern("waits at [0-9]+: wants p0: not held on 1 ways")
                .containsPattern("waiting NOT_HELD MEDIUM at [0-9]+");
    }

    @Test
    void rulesAreALineEach() {
        CommandLineRun run = CommandLineRun.of("rules");

        assertThat(run.status()).isZero();
        assertThat(run.out().lines()).hasSameSizeAs(Catalogue.rules());
        assertThat(run.out().lines().findFirst().orElse(""))
                .matches("ASYNC_BLOCKS_COMMON_POOL +warning  blocks the common pool");
    }

    @Test
    void explainShowsThePageWhateverTheCase() {
        CommandLineRun run = CommandLineRun.of("explain", "lock_not_released");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("LOCK_NOT_RELEASED (error): lock still held after a normal exit\n=====")
                .contains("\nRepair\n------\n");
    }

    @Test
    void versionAndHelpEndWell() {
        assertThat(CommandLineRun.of("--version"))
                .isEqualTo(new CommandLineRun(0, "concurrency-lint " + Version.text() + System.lineSeparator(), ""));
        CommandLineRun help = CommandLineRun.of("check", "--help");
        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("--fail-on=error|warning|note|never", "3  something was unreadable");
    }

    @Test
    void anOutputBelongsToTheFormatBeforeIt() throws IOException {
        Path sarif = folder.resolve("report.sarif");
        Path classes = Files.createDirectory(folder.resolve("classes"));
        Files.copy(classFile(), classes.resolve("Main.class"));

        CommandLineRun run =
                CommandLineRun.of("check", "--format", "sarif", "--output", sarif, "--format", "console", classes);

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("no findings in ");
        assertThat(sarif).content().startsWith("{").contains("\"2.1.0\"");
    }

    @Test
    void statisticsStandInTheConsoleReportElseOnStandardError() throws IOException {
        CommandLineRun console = CommandLineRun.of("check", "--stats", classFile());
        CommandLineRun sarif = CommandLineRun.of("check", "--stats", "--format", "sarif", classFile());

        assertThat(console.out()).startsWith("statistics:\n");
        assertThat(console.err()).isEmpty();
        assertThat(sarif.out()).startsWith("{");
        assertThat(sarif.err()).startsWith("statistics:\n");
    }

    @Test
    void theConfigurationIsReadAndTheCommandLineWins() throws IOException {
        Path configuration =
                Files.writeString(folder.resolve("lint.yaml"), "baseline: accepted.txt\nfailOnStale: true\n");
        Path stale = folder.resolve("accepted.txt");

        CommandLineRun written = CommandLineRun.of("baseline", "--config", configuration, classFile());
        Files.writeString(
                stale, "p.A.m()V LOCK_ON_LOCK 00112233445566778899aabbccddeeff 1\n", StandardOpenOption.APPEND);
        CommandLineRun fails = CommandLineRun.of("check", "--config", configuration, classFile());
        Path other = Files.writeString(folder.resolve("other.txt"), "# concurrency-lint baseline 1\n");
        CommandLineRun passes = CommandLineRun.of("check", "--config", configuration, "--baseline", other, classFile());

        assertThat(written.out())
                .isEqualTo(stale + " accepts 0 findings: 0 more and 0 fewer than before" + System.lineSeparator());
        assertThat(fails.status()).isEqualTo(1);
        assertThat(fails.out()).contains("accepts 1 finding that is not found any more");
        assertThat(passes.status()).isZero();
        assertThat(CommandLineRun.of("check", "--baseline", stale, "--fail-on-stale", classFile())
                        .status())
                .isEqualTo(1);
    }

    @Test
    void colourCanBeForced() throws IOException {
        assertThat(CommandLineRun.of("check", "--color", "always", classFile()).out())
                .contains("\u001b[1mno findings");
        assertThat(CommandLineRun.of("check", classFile()).out())
                .contains("no findings")
                .doesNotContain("\u001b");
    }

    @Test
    void argumentsMayStandInAFile() throws IOException {
        Path arguments = folder.resolve("arguments");
        Files.writeString(arguments, "--confidence low # all of it\n--nonsense\n");

        assertThat(CommandLineRun.of("check", "@" + arguments, "x").err()).contains("unknown option --nonsense");
    }

    @Test
    void theNearestWordIsNearEnough() {
        List<String> words = List.of("console", "sarif");

        assertThat(Nearest.to("consol", words)).contains("console");
        assertThat(Nearest.to("SARIV", words)).contains("sarif");
        assertThat(Nearest.to("hihg", List.of("low", "high"))).contains("high");
        assertThat(Nearest.to("ghih", List.of("low", "high"))).isEmpty();
        assertThat(Nearest.to("html", words)).isEmpty();
    }

    private Path classFile() throws IOException {
        Path file = folder.resolve("Given.class");
        if (!Files.exists(file)) {
            try (InputStream in = Objects.requireNonNull(Nearest.class.getResourceAsStream("Nearest.class"))) {
                Files.copy(in, file);
            }
        }
        return file;
    }
}
