package dev.concurrencylint.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.findings.Problem;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.findings.Statistics;
import dev.concurrencylint.report.Format;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.MethodName;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Severity;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import dev.concurrencylint.rules.locks.LockAttemptIgnored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();

    @Test
    void reportsFromTheLowestConfidenceOnAndGatesWhatItReports() throws CheckFailure {
        RunResult found = result(finding(Confidence.MEDIUM, 1), finding(Confidence.LOW, 2));

        Outcome medium = run(request(Confidence.MEDIUM, FailOn.ERROR), found);
        Outcome high = run(request(Confidence.HIGH, FailOn.ERROR), found);
        Outcome never = run(request(Confidence.LOW, FailOn.NEVER), found);

        assertThat(medium.reported().findings()).hasSize(1);
        assertThat(medium.failing()).isEqualTo(1);
        assertThat(medium.exitStatus()).isEqualTo(Outcome.FAILED);
        assertThat(high.reported().findings()).isEmpty();
        assertThat(high.exitStatus()).isEqualTo(Outcome.CLEAN);
        assertThat(never.reported().findings()).hasSize(2);
        assertThat(never.exitStatus()).isEqualTo(Outcome.CLEAN);
    }

    @Test
    void problemsWinOverFindingsAndReportsAreWritten() throws CheckFailure {
        RunResult found = new RunResult(
                List.of(finding(Confidence.HIGH, 1)),
                List.of(new Problem("a.jar!/B.class", "it is cut")),
                statistics());

        Outcome outcome = run(request(Confidence.MEDIUM, FailOn.ERROR), found);

        assertThat(outcome.exitStatus()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(outcome.failing()).isEqualTo(1);
        assertThat(written()).contains("LOCK_ATTEMPT_IGNORED", "a.jar!/B.class: it is cut");
    }

    @Test
    void writesEachReportToItsPlace() throws CheckFailure, IOException {
        Path old = Files.writeString(folder.resolve("old.sarif"), "x".repeat(100_000));
        Path fresh = folder.resolve("fresh.txt");
        RunResult found = result(finding(Confidence.HIGH, 1));

        run(
                request(
                        Output.file(Format.SARIF, old),
                        Output.file(Format.CONSOLE, fresh),
                        Output.standard(Format.CONSOLE)),
                found);

        assertThat(Files.readString(old)).startsWith("{\n").endsWith("}\n");
        assertThat(Files.readString(fresh)).isEqualTo(written()).contains("error[LOCK_ATTEMPT_IGNORED]");
    }

    @Test
    void colourGoesToStandardOutputOnly() throws CheckFailure, IOException {
        Path file = folder.resolve("report.txt");
        CheckRequest plain = request(Output.file(Format.CONSOLE, file), Output.standard(Format.CONSOLE));
        CheckRequest colour = new CheckRequest(
                plain.analysis(), plain.outputs(), Confidence.LOW, FailOn.NEVER, List.of(), folder, "x", true, false);

        run(colour, result());

        assertThat(written()).contains("\u001b[");
        assertThat(Files.readString(file)).doesNotContain("\u001b");
    }

    @Test
    void anOutputThatCannotBeWrittenEndsTheRunBeforeTheAnalysis() throws IOException {
        Path old = Files.writeString(folder.resolve("old.sarif"), "old");
        Path fresh = folder.resolve("fresh.sarif");
        Path nowhere = folder.resolve("no/such/report.sarif");

        assertNotAnalysed(
                request(
                        Output.file(Format.SARIF, old),
                        Output.file(Format.SARIF, fresh),
                        Output.file(Format.SARIF, nowhere)),
                "cannot write " + nowhere + ": its directory does not exist");
        assertNotAnalysed(request(Output.file(Format.SARIF, folder)), "cannot write " + folder + ": it is a directory");
        assertNotAnalysed(
                request(Output.file(Format.SARIF, old.resolve("below"))), "cannot write " + old.resolve("below"));

        assertThat(old).hasContent("old");
        assertThat(fresh).doesNotExist();
    }

    @Test
    void twoReportsCannotShareAPlace() {
        Path file = folder.resolve("report");
        Path same = folder.resolve("x/../report");

        assertNotAnalysed(
                request(Output.standard(Format.CONSOLE), Output.standard(Format.SARIF)),
                "two reports go to standard output");
        assertNotAnalysed(
                request(Output.file(Format.CONSOLE, file), Output.file(Format.SARIF, same)),
                "two reports go to " + same);
    }

    @Test
    void anInputIsNotWrittenOver() throws IOException {
        Path jar = Files.writeString(folder.resolve("app.jar"), "classes");
        AnalysisRequest analysis = new AnalysisRequest(List.of(jar), List.of(), 17, 1);

        assertNotAnalysed(
                request(analysis, Output.file(Format.SARIF, folder.resolve("./app.jar"))),
                "it is read by the analysis");

        assertThat(jar).hasContent("classes");
    }

    @Test
    void whatTheRunReadsIsNotWrittenOverUnderAnyName() throws IOException, CheckFailure {
        Path classes = Files.createDirectories(folder.resolve("classes/p"));
        Path sources = Files.createDirectories(folder.resolve("src/p"));
        Path models = Files.writeString(folder.resolve("models.yaml"), "library: x");
        Path configuration =
                Files.writeString(folder.resolve("c.yaml"), "baseline: accepted.txt\nmodels: [models.yaml]");
        Path baseline = Files.writeString(folder.resolve("accepted.txt"), "# concurrency-lint baseline 1\n");
        Path type = Files.writeString(classes.resolve("A.class"), "class");
        Path source = Files.writeString(sources.resolve("A.java"), "source");
        Path link = Files.createSymbolicLink(folder.resolve("link"), baseline);
        Settings settings = Settings.of(Configuration.NOTHING, Optional.of(configuration));

        assertRefused(settings, models, "it is a file of models");
        assertRefused(settings, configuration, "it is the configuration");
        assertRefused(settings, baseline, "it is the baseline");
        assertRefused(settings, link, "it is the baseline");
        assertRefused(settings, type, "it is a class in " + folder.resolve("classes"));
        assertRefused(settings, source, "it is a source file in " + folder.resolve("src"));
    }

    private void assertRefused(Settings settings, Path file, String reason) throws IOException {
        String before = Files.readString(file);
        Path fresh = folder.resolve("fresh.sarif");
        assertNotAnalysed(
                new CheckRequest(
                        new AnalysisRequest(
                                List.of(folder.resolve("classes")), List.of(), Optional.of(17), 1, settings.models()),
                        List.of(Output.file(Format.SARIF, fresh), Output.file(Format.CONSOLE, file)),
                        settings,
                        List.of(folder.resolve("src")),
                        folder,
                        "tool explain ",
                        false,
                        false),
                "cannot write " + file + ": " + reason);
        assertThat(file).hasContent(before);
        assertThat(fresh).doesNotExist();
    }

    @Test
    void twoReportsCannotShareAFileThroughALink() throws IOException {
        Path file = folder.resolve("report");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertNotAnalysed(
                request(Output.file(Format.CONSOLE, file), Output.file(Format.SARIF, link)),
                "two reports go to " + link);
        assertNotAnalysed(
                request(Output.file(Format.CONSOLE, link), Output.file(Format.SARIF, file)),
                "cannot write " + link + ": it is a link to a file that does not exist");

        assertThat(file).doesNotExist();
    }

    @Test
    void sourcesMustBeADirectory() {
        Path missing = folder.resolve("src");
        CheckRequest base = request(Output.standard(Format.CONSOLE));

        assertNotAnalysed(
                new CheckRequest(
                        base.analysis(),
                        base.outputs(),
                        Confidence.LOW,
                        FailOn.NEVER,
                        List.of(missing),
                        folder,
                        "x",
                        false,
                        false),
                "no directory of sources: " + missing);
    }

    @Test
    void anInputAtFaultLeavesOutputsAsTheyWere() throws IOException {
        Path old = Files.writeString(folder.resolve("old.sarif"), "old");
        Path fresh = folder.resolve("fresh.sarif");
        CheckRequest request = request(Output.file(Format.SARIF, old), Output.file(Format.SARIF, fresh));

        assertThatThrownBy(() -> Check.run(request, standardOutput, analysis -> {
                    throw new InputException("no such path: x");
                }))
                .isInstanceOf(CheckFailure.class)
                .hasMessage("no such path: x");

        assertThat(old).hasContent("old");
        assertThat(fresh).doesNotExist();
    }

    @Test
    void aReportThatBreaksOffIsAFailure() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };

        assertThatThrownBy(() -> Check.run(request(Output.standard(Format.SARIF)), full, analysis -> result()))
                .isInstanceOf(CheckFailure.class)
                .hasMessage("cannot write standard output: no space left");
    }

    @Test
    void theThresholdTakesWhatIsWorse() {
        assertThat(FailOn.NOTE.isReachedBy(Severity.ERROR)).isTrue();
        assertThat(FailOn.WARNING.isReachedBy(Severity.NOTE)).isFalse();
        assertThat(FailOn.WARNING.isReachedBy(Severity.WARNING)).isTrue();
        assertThat(FailOn.ERROR.isReachedBy(Severity.WARNING)).isFalse();
        assertThat(FailOn.NEVER.isReachedBy(Severity.ERROR)).isFalse();
    }

    @Test
    void theVersionIsFilledIn() {
        assertThat(Version.text()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    private void assertNotAnalysed(CheckRequest request, String message) {
        assertThatThrownBy(() -> Check.run(request, standardOutput, analysis -> {
                    throw new AssertionError("analysed");
                }))
                .isInstanceOf(CheckFailure.class)
                .hasMessageContaining(message);
        assertThat(written()).isEmpty();
    }

    private Outcome run(CheckRequest request, RunResult found) throws CheckFailure {
        return Check.run(request, standardOutput, analysis -> found);
    }

    private CheckRequest request(Confidence lowest, FailOn failOn) {
        CheckRequest base = request(Output.standard(Format.CONSOLE));
        return new CheckRequest(
                base.analysis(), base.outputs(), lowest, failOn, List.of(), folder, "tool explain ", false, false);
    }

    private CheckRequest request(Output... outputs) {
        return request(new AnalysisRequest(List.of(folder.resolve("classes")), List.of(), 17, 1), outputs);
    }

    private CheckRequest request(AnalysisRequest analysis, Output... outputs) {
        return new CheckRequest(
                analysis,
                List.of(outputs),
                Confidence.MEDIUM,
                FailOn.ERROR,
                List.of(),
                folder,
                "tool explain ",
                false,
                false);
    }

    private String written() {
        return standardOutput.toString(StandardCharsets.UTF_8);
    }

    private static RunResult result(Finding... findings) {
        return new RunResult(List.of(findings), List.of(), statistics());
    }

    private static Statistics statistics() {
        return new Statistics(1, 1, 1, new TreeSet<>(), new TreeMap<>());
    }

    private static Finding finding(Confidence confidence, int line) {
        MethodName method = new MethodName("p.A", "m", "()V");
        Place place = new Place(method, method, "A.java", line);
        return new Finding(
                LockAttemptIgnored.RULE,
                confidence,
                "message",
                place,
                "lock",
                List.of(new Trace("", List.of(new Step(place, "step")))),
                List.of(),
                "0123456789abcdef0123456789abcde" + line);
    }
}
