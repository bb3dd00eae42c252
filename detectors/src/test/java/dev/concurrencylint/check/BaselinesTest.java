package dev.concurrencylint.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.findings.Problem;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.findings.Statistics;
import dev.concurrencylint.findings.Suppressions;
import dev.concurrencylint.report.Format;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.MethodName;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import dev.concurrencylint.rules.catalogue.Catalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BaselinesTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("accepted.txt");
    }

    @Test
    void aSortedFileWithoutLinesIsWritten() throws CheckFailure, IOException {
        BaselineWritten written = write(
                finding("p.B", "m()V", 7, "lock"),
                finding("p.A", "z()V", 9, "lock"),
                finding("p.A", "m()V", 3, "lock"),
                finding("p.A", "m()V", 5, "lock"),
                finding("p.A", "m()V", 6, "other"),
                finding("p.K", "a name of Kotlin()V", 1, "lock"));

        assertThat(written).hasToString(file + " accepts 6 findings: 6 more and 0 fewer than before");
        assertThat(written.exitStatus()).isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).isEqualTo("# concurrency-lint baseline 1");
        assertThat(lines.get(1)).isEqualTo("# module g:a");
        assertThat(lines.subList(3, lines.size()))
                .isSorted()
                .hasSize(5)
                .allMatch(line -> line.matches(".* LOCK_ATTEMPT_IGNORED [0-9a-f]{32} [12]"));
        assertThat(lines)
                .filteredOn(line -> line.endsWith(" 2"))
                .hasSize(1)
                .allMatch(line -> line.startsWith("p.A.m()V "));
        assertThat(check(false, finding("p.K", "a name of Kotlin()V", 1, "lock"))
                        .exitStatus())
                .isZero();
    }

    @Test
    void whatIsAcceptedDoesNotCountWhereverItMoved() throws CheckFailure {
        write(finding("p.A", "m()V", 3, "lock"), finding("p.A", "m()V", 5, "lock"));

        Outcome moved = check(false, finding("p.A", "m()V", 30, "lock"), finding("p.A", "m()V", 50, "lock"));

        assertThat(moved.exitStatus()).isZero();
        assertThat(moved.reported().findings()).isEmpty();
        assertThat(moved.reported().accepted()).hasSize(2);
        assertThat(text()).contains("no findings besides 2 in the baseline in ");
    }

    @Test
    void onlyNewFindingsFailAndTheLastOfEqualOnesAreNew() throws CheckFailure, IOException {
        write(finding("p.A", "m()V", 3, "lock"));
        String before = Files.readString(file);

        Outcome outcome = check(false, finding("p.A", "m()V", 3, "lock"), finding("p.A", "m()V", 5, "lock"));

        assertThat(outcome.exitStatus()).isEqualTo(Outcome.FAILED);
        assertThat(outcome.reported().findings())
                .extracting(finding -> finding.place().line())
                .containsExactly(5);
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void whatIsFixedIsNamedAndFailsOnRequest() throws CheckFailure {
        write(
                finding("p.A", "m()V", 3, "lock"),
                finding("p.A", "m()V", 5, "lock"),
                finding("p.A", "m()V", 8, "lock"),
                finding("p.B", "n()V", 8, "lock"));

        Outcome told = check(false, finding("p.A", "m()V", 5, "lock"));
        Outcome failing = check(true, finding("p.A", "m()V", 5, "lock"));

        assertThat(told.exitStatus()).isZero();
        assertThat(failing.exitStatus()).isEqualTo(Outcome.FAILED);
        assertThat(failing.stale()).isEqualTo(3);
        assertThat(text())
                .contains("accepted.txt accepts 3 findings that are not found any more; what is fixed can go from it:\n"
                        + "  p.A.m()V LOCK_ATTEMPT_IGNORED ")
                .containsPattern("\n  p.A.m\\(\\)V LOCK_ATTEMPT_IGNORED [0-9a-f]{32} \\(2 of it\\)\n  p.B.n\\(\\)V ");
    }

    @Test
    void whatIsThereButNotReportedIsNotCalledFixed() throws CheckFailure {
        Finding sure = finding("p.A", "m()V", 3, "lock");
        write(sure);
        Finding unsure = new Finding(
                sure.rule(),
                Confidence.LOW,
                "m",
                sure.place(),
                sure.subject(),
                sure.traces(),
                List.of(),
                sure.fingerprint());

        assertThat(check(true, unsure).exitStatus()).isZero();
    }

    @Test
    void nothingIsCalledFixedAndNothingWrittenWhereFindingsMayBeMissing() throws CheckFailure, IOException {
        write(finding("p.A", "m()V", 3, "lock"));
        String before = Files.readString(file);
        RunResult cut = new RunResult(List.of(), List.of(new Problem("a.class", "it is cut")), statistics());

        Outcome outcome = Check.run(request(true, Output.standard(Format.CONSOLE)), out, analysis -> cut);
        BaselineWritten written = Baselines.write(request(true), analysis -> cut);

        assertThat(outcome.exitStatus()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(outcome.stale()).isZero();
        assertThat(written.exitStatus()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(written.toString()).contains("is left as it was").contains("a.class: it is cut");
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void writingAnewSaysWhatChanged() throws CheckFailure {
        write(finding("p.A", "m()V", 3, "lock"), finding("p.A", "m()V", 5, "lock"), finding("p.B", "n()V", 8, "lock"));

        BaselineWritten written = write(finding("p.A", "m()V", 3, "lock"), finding("p.C", "n()V", 8, "lock"));

        assertThat(written.toString()).endsWith(" accepts 2 findings: 1 more and 2 fewer than before");
    }

    @Test
    void mergesOfBothSidesDoNoHarm() throws CheckFailure, IOException {
        write(finding("p.A", "m()V", 3, "lock"), finding("p.B", "m()V", 3, "lock"));
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        List<String> entries = new ArrayList<>(lines.subList(3, lines.size()));
        entries.addAll(lines.subList(3, lines.size()));
        Collections.reverse(entries);
        Files.writeString(file, lines.get(0) + "\r\n" + String.join("\r\n", entries) + "\r\n\r\n# a word\r\n");

        Outcome outcome = check(true, finding("p.A", "m()V", 3, "lock"), finding("p.B", "m()V", 3, "lock"));

        assertThat(outcome.exitStatus()).isZero();
        assertThat(outcome.reported().accepted()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            <BugCollection>                    | 1:1: it is no baseline: expected `# concurrency-lint baseline 1`
            # concurrency-lint baseline 7      | 1:29: it is a baseline of form 7; this version knows form 1
            @p.A.m()V LOCK_X 0123 1            | 2:1: expected a method, a rule, a fingerprint of 32 digits and a number, found p.A
            @p.A.m()V LOCK_X 00112233445566778899aabbccddeeff 0 | 2:1: expected a method, a rule,
            @#\\n<<<<<<< HEAD\\n=======\\n>>>>>>> x | 3:1: an unresolved merge conflict: keep the entries of both sides
            <<<<<<< HEAD\\n@=======\\n@>>>>>>> x | 1:1: an unresolved merge conflict: keep the entries of both sides
            <<<<<<< HEAD\\n@=======\\n@>>>>>>> x | 3:1: an unresolved merge conflict
            <<<<<<< HEAD\\n@=======\\n@>>>>>>> x | 5:1: an unresolved merge conflict
            <<<<<<< HEAD\\nx\\n=======\\n@ | 2:1: it is no baseline
            @<<<<<<< HEAD\\n# concurrency-lint baseline 2 | 3:29: it is a baseline of form 2
            @# module g:a\\n# module g:b       | 3:1: a second module: it is the baseline of g:a and g:b
            \\uFEFF\\n                          | it is empty; the goal or command baseline writes it
            """)
    void aDamagedFileIsToldWithThePlace(String text, String message) throws IOException {
        Files.writeString(
                file,
                text.replace("@", "# concurrency-lint baseline 1\n")
                        .replace("\\n", "\n")
                        .replace("\\uFEFF", "\uFEFF"));

        assertThatThrownBy(() -> check(false))
                .isInstanceOf(CheckFailure.class)
                .hasMessageContaining(file + ":" + (message.startsWith("it") ? " " : "") + message);
    }

    @Test
    void aMissingFileIsTold() {
        assertThatThrownBy(() -> check(false))
                .hasMessage(file + ": there is no such file; the goal or command baseline writes it");
    }

    @Test
    void aConflictIsRepairedByWritingAnewAndAnotherFileIsLeftAlone() throws IOException, CheckFailure {
        Files.writeString(file, "# concurrency-lint baseline 1\n<<<<<<< HEAD\n");

        write(finding("p.A", "m()V", 3, "lock"));

        assertThat(check(true, finding("p.A", "m()V", 3, "lock")).exitStatus()).isZero();
        for (String text : List.of("precious", "a word\n# concurrency-lint baseline 1\n", "<<<<<<< HEAD\n=======\n")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> write()).hasMessage("cannot write " + file + ": it is there and is no baseline");
            assertThat(Files.readString(file)).isEqualTo(text);
        }
        file = folder.resolve("no/such/file.txt");
        assertThatThrownBy(() -> write()).hasMessage("cannot write " + file + ": its directory does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\uFEFF\n",
                "<<<<<<< a\n# concurrency-lint baseline 1\n# module g:a\n=======\n# concurrency-lint baseline 1\n>>>>>>> b\n"
            })
    void nothingAndAConflictAroundTheWholeFileAreRepairedByWritingAnew(String text) throws IOException, CheckFailure {
        Files.writeString(file, text);

        write(finding("p.A", "m()V", 3, "lock"));

        assertThat(check(true, finding("p.A", "m()V", 3, "lock")).exitStatus()).isZero();
    }

    @Test
    void aByteOrderMarkDoesNoHarm() throws IOException, CheckFailure {
        write(finding("p.A", "m()V", 3, "lock"));
        Files.writeString(file, "\uFEFF" + Files.readString(file));

        assertThat(check(true, finding("p.A", "m()V", 3, "lock")).exitStatus()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            # concurrency-lint baseline 1\\n<<<<<<< a\\n# module g:b\\n | it is the baseline of the module g:b, not of g:a
            <<<<<<< a\\n# concurrency-lint baseline 1\\n# module g:b\\n | it is the baseline of the module g:b, not of g:a
            # concurrency-lint baseline 1\\n# module g:a\\n=======\\n# module g:b\\n | the baseline of the module g:b, not
            # concurrency-lint baseline 2\\n# module g:a\\n | it is a baseline of form 2, which this version does not know
            """)
    void whatIsNotTheModulesOwnIsNotWrittenOver(String text, String message) throws IOException {
        Files.writeString(file, text.replace("\\n", "\n"));
        String before = Files.readString(file);

        assertThatThrownBy(this::write).isInstanceOf(CheckFailure.class).hasMessageContaining(message);

        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void whoNamesNoModuleKeepsThatOfTheFile() throws IOException, CheckFailure {
        write(finding("p.A", "m()V", 3, "lock"));
        CheckRequest request = request(false);
        CheckRequest nameless = new CheckRequest(
                request.analysis(),
                List.of(),
                request.settings().withBaseline(Optional.of(file), ""),
                List.of(),
                folder,
                "",
                false,
                false);

        Baselines.write(nameless, analysis -> result());

        assertThat(Files.readAllLines(file)).contains("# module g:a").hasSize(3);
        String two = "# concurrency-lint baseline 1\n# module g:a\n# module g:b\n";
        Files.writeString(file, two);
        assertThatThrownBy(() -> Baselines.write(nameless, analysis -> result()))
                .hasMessage("cannot write " + file + ": it is the baseline of the modules g:a and g:b");
        assertThat(Files.readString(file)).isEqualTo(two);
    }

    @Test
    void theFileOfAnotherModuleIsRefused() throws CheckFailure, IOException {
        write(finding("p.A", "m()V", 3, "lock"));
        Files.writeString(file, Files.readString(file).replace("# module g:a", "# module g:b"));
        String before = Files.readString(file);
        String message =
                file + ": it is the baseline of the module g:b, not of g:a; every module has a file of its own";

        assertThatThrownBy(() -> check(false)).hasMessage(message);
        assertThatThrownBy(() -> write()).hasMessage(message);
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void sarifTellsNewFromUnchanged() throws CheckFailure {
        write(finding("p.A", "m()V", 3, "lock"));
        RunResult found = result(finding("p.A", "m()V", 3, "lock"), finding("p.B", "m()V", 5, "lock"));

        Check.run(request(false, Output.standard(Format.SARIF)), out, analysis -> found);

        JsonArray results = JsonParser.parseString(text())
                .getAsJsonObject()
                .getAsJsonArray("runs")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("results");
        JsonObject old = results.get(0).getAsJsonObject();
        JsonObject fresh = results.get(1).getAsJsonObject();
        assertThat(old.get("baselineState").getAsString()).isEqualTo("unchanged");
        assertThat(old.getAsJsonArray("suppressions").toString())
                .isEqualTo("[{\"kind\":\"external\",\"justification\":\"accepted in accepted.txt\"}]");
        assertThat(fresh.get("baselineState").getAsString()).isEqualTo("new");
        assertThat(fresh.getAsJsonArray("suppressions")).isEmpty();
    }

    private BaselineWritten write(Finding... findings) throws CheckFailure {
        return Baselines.write(request(false), analysis -> result(findings));
    }

    private Outcome check(boolean failOnStale, Finding... findings) throws CheckFailure {
        return Check.run(request(failOnStale, Output.standard(Format.CONSOLE)), out, analysis -> result(findings));
    }

    private CheckRequest request(boolean failOnStale, Output... outputs) {
        Settings settings = new Settings(
                Confidence.MEDIUM,
                FailOn.ERROR,
                failOnStale,
                true,
                Optional.of(file),
                "g:a",
                RuleSettings.NONE,
                Scope.EVERYWHERE,
                List.of(),
                Optional.of(17),
                Optional.empty(),
                false);
        return new CheckRequest(
                new AnalysisRequest(List.of(folder.resolve("classes")), List.of(), 17, 1),
                List.of(outputs),
                settings,
                List.of(),
                folder,
                "tool explain ",
                false,
                false);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static RunResult result(Finding... findings) {
        List<Finding> sorted = new ArrayList<>(List.of(findings));
        Collections.sort(sorted);
        return new RunResult(sorted, List.of(), statistics(), Suppressions.NONE);
    }

    private static Statistics statistics() {
        return new Statistics(1, 1, 1, new TreeSet<>(), new TreeMap<>());
    }

    private static Finding finding(String className, String method, int line, String subject) {
        int end = method.indexOf('(');
        MethodName name = new MethodName(className, method.substring(0, end), method.substring(end));
        Place place = new Place(name, name, "A.java", line);
        return new Finding(
                Catalogue.find("LOCK_ATTEMPT_IGNORED").orElseThrow(),
                Confidence.HIGH,
                "message",
                place,
                subject,
                List.of(new Trace("", List.of(new Step(place, "step")))),
                List.of(),
                "0123456789abcdef0123456789abcde" + line % 10);
    }
}
