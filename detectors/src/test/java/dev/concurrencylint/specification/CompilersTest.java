package dev.concurrencylint.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.jdk.InstalledJdk;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.monitors.MonitorStateExceptionCaught;
import dev.concurrencylint.rules.threads.ThreadInterruptLost;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The labelled programs give the same findings whichever compiler made their classes: same rule, confidence, method, line and
 * fingerprint. Names of variables in the message may differ, since not every compiler tells all of them. What the findings should be
 * is held by {@link FixturesTest}, on the classes of the build.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CompilersTest {
    private static final Set<Rule> HANDLERS = Set.of(MonitorStateExceptionCaught.RULE, ThreadInterruptLost.RULE);
    private static final int NEWEST = 25;

    @TempDir
    private Path folder;

    private List<String> expected = List.of();

    @BeforeAll
    void analyseTheBuildsOwnClasses() throws IOException, InputException {
        expected = findings(LabelledSource.root().path());
        assertThat(expected).isNotEmpty();
    }

    @Test
    void javacOfTheNewestReleaseAtItsOwnLevel() throws IOException, InterruptedException, InputException {
        Optional<InstalledJdk> jdk = InstalledJdk.of(NEWEST);
        assumeTrue(jdk.isPresent(), "skipped: no JDK " + NEWEST + " beside the running one or in JAVA_HOME_25_X64");
        Path classes = folder.resolve("javac");
        List<String> command = new ArrayList<>(List.of(
                jdk.orElseThrow().tool("javac"),
                "-g",
                "-nowarn",
                "-proc:none",
                "-cp",
                libraries(),
                "-d",
                classes.toString()));
        command.addAll(sources());
        Path log = folder.resolve("javac.log");

        Process javac = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        assertThat(javac.waitFor()).as(Files.readString(log)).isZero();
        assertThat(findings(classes)).containsExactlyElementsOf(expected);
    }

    @Test
    void theCompilerOfEclipse() throws IOException, InputException {
        Path classes = folder.resolve("ecj");
        List<String> arguments = new ArrayList<>(
                List.of("-17", "-g", "-nowarn", "-proc:none", "-cp", libraries(), "-d", classes.toString()));
        arguments.addAll(sources());
        StringWriter log = new StringWriter();
        PrintWriter writer = new PrintWriter(log);

        boolean compiled = BatchCompiler.compile(arguments.toArray(String[]::new), writer, writer, null);

        assertThat(compiled).as(log.toString()).isTrue();
        assertThat(findings(classes)).containsExactlyElementsOf(expected);
    }

    private List<String> sources() throws IOException {
        Path root = folder.resolve("src");
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, String> text :
                LabelledSource.root().texts("", ".java").entrySet()) {
            Path file = root.resolve(text.getKey());
            Files.createDirectories(file.resolveSibling(""));
            files.add(Files.writeString(file, text.getValue()).toString());
        }
        return files;
    }

    private static String libraries() throws IOException {
        return LabelledSource.libraries().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> findings(Path classes) throws IOException, InputException {
        RunResult result = Engine.analyse(new AnalysisRequest(List.of(classes), LabelledSource.libraries(), NEWEST, 2));
        assertThat(result.problems()).isEmpty();
        assertThat(result.statistics().missingClasses()).isEmpty();
        return result.findings().stream().map(CompilersTest::told).toList();
    }

    /** Where a handler begins, compilers see differently: at its head, or at its first statement. */
    private static String told(Finding finding) {
        boolean isHandler = HANDLERS.contains(finding.rule());
        return finding.place().sourcePath() + ":"
                + (isHandler ? "" : finding.place().line()) + " "
                + finding.place().source() + " " + finding.rule().id() + " " + finding.confidence() + " "
                + finding.fingerprint();
    }
}
