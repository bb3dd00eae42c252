package dev.concurrencylint.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.jdk.Javac;
import dev.concurrencylint.report.Format;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationTest {
    /** A leak of the lock, in any package. */
    private static final String DESK = """
            package %s;

            import java.util.concurrent.locks.*;

            class Desk {
                private final Lock lock = new ReentrantLock();

                int sell(int n) {
                    lock.lock();
                    if (n > 0) {
                        return n;
                    }
                    lock.unlock();
                    return 0;
                }
            }
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void readsAllKeys() throws IOException, CheckFailure {
        Path file = write("""
                # all of it
                confidence: low
                failOn: warning
                rules:
                  locks: note
                  permits: note
                  monitors: note
                  async: note
                  pools: note
                  threads: note
                  visibility: note
                  LOCK_NOT_RELEASED: error
                  LOCK_ON_LOCK: off
                includePackages: [a.b]
                excludePackages:
                  - a.b.c
                includePaths: [src]
                excludePaths: ["**/generated"]
                models: [models/own.yaml, ../shared.yaml]
                baseline: accepted.txt
                failOnStale: true
                unusedSuppressions: false
                release: 21
                """);

        Settings settings = Settings.of(Configuration.NOTHING, Optional.of(file));

        assertThat(settings.lowest()).isEqualTo(Confidence.LOW);
        assertThat(settings.failOn()).isEqualTo(FailOn.WARNING);
        assertThat(settings.rules().rules())
                .noneMatch(rule -> rule.id().equals("LOCK_ON_LOCK"))
                .allMatch(rule ->
                        rule.severity() == (rule.id().equals("LOCK_NOT_RELEASED") ? Severity.ERROR : Severity.NOTE));
        assertThat(settings.scope())
                .isEqualTo(new Scope(
                        List.of("a.b"),
                        List.of("a.b.c"),
                        new PathGlobs(List.of("src"), Optional.of(folder)),
                        new PathGlobs(List.of("**/generated"), Optional.of(folder))));
        assertThat(settings.models())
                .containsExactly(folder.resolve("models/own.yaml"), folder.resolve("../shared.yaml"));
        assertThat(settings.baseline()).contains(folder.resolve("accepted.txt"));
        assertThat(settings.failOnStale()).isTrue();
        assertThat(settings.unusedSuppressions()).isFalse();
        assertThat(settings.release()).contains(21);
    }

    @Test
    void whatIsSaidToTheDoorWinsOverTheFileAndThatOverTheDefaults() throws IOException, CheckFailure {
        Path file = write("""
                confidence: low
                rules: {locks: off, permits: off, monitors: off, async: off, pools: off, threads: off, visibility: off, LOCK_ON_LOCK: warning}
                includePackages: [a]
                excludePackages: [a.b]
                """);
        Configuration said = new Configuration(
                Optional.of(Confidence.HIGH),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                RuleSettings.parse(List.of("LOCK_NOT_RELEASED = on"), "rules"),
                new Scope(List.of("c"), List.of(), List.of(), List.of()),
                List.of(),
                Optional.empty());

        Settings settings = Settings.of(said, Optional.of(file));

        assertThat(settings.lowest()).isEqualTo(Confidence.HIGH);
        assertThat(settings.failOn()).isEqualTo(FailOn.ERROR);
        assertThat(settings.release()).isEmpty();
        assertThat(settings.rules().rules())
                .extracting(rule -> rule.id() + " " + rule.severity())
                .containsExactly("LOCK_NOT_RELEASED ERROR", "LOCK_ON_LOCK WARNING");
        assertThat(settings.scope().includePackages()).containsExactly("c");
        assertThat(settings.scope().excludePackages()).containsExactly("a.b");
        assertThat(Settings.of(said, Optional.empty()).lowest()).isEqualTo(Confidence.HIGH);
        assertThat(Settings.of(Configuration.NOTHING, Optional.empty()).lowest())
                .isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void anEmptyFileSaysNothing() throws IOException, CheckFailure {
        assertThat(Settings.of(Configuration.NOTHING, Optional.of(write("# later\n"))))
                .usingRecursiveComparison()
                .ignoringFields("file")
                .isEqualTo(Settings.of(Configuration.NOTHING, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            confidance: low              | 1:1: there is no key confidance; did you mean confidence?
            zzz: 1                       | 1:1: there is no key zzz, only confidence, failOn, rules,
            confidence: lo               | 1:13: expected one of high, medium, low, not lo; did you mean low?
            confidence: [low]            | 1:13: expected a word, found a list
            confidence:                  | 1:12: expected a word, found nothing
            failOn: never ever           | 1:9: expected one of error, warning, note, never, not never ever
            failOnStale: yes             | 1:14: expected one of true, false, not yes
            release: eleven              | 1:10: expected a number of 1 or more, not eleven
            release: 0                   | 1:10: expected a number of 1 or more, not 0
            rules: [LOCK_ON_LOCK]        | 1:8: expected keys with values, found a list
            rules: {LOCK_ON_LOK: off}    | 1:9: there is no rule or family LOCK_ON_LOK; did you mean LOCK_ON_LOCK?
            rules: {LOCK_ON_LOCK: of}    | 1:23: expected one of off, on, error, warning, note, not of; did you mean off?
            includePackages: a.b         | 1:18: expected a list, found the word a.b
            excludePaths: [{a: b}]       | 1:16: expected a word, found keys with values
            confidence: low\\nconfidence: high | 2:1: the key confidence is here a second time
            - confidence                 | 1:1: expected keys with values, found a list
            confidence: "low             | 1:17: it is no YAML: found unexpected end of stream
            \\tconfidence: low           | 1:1: it is no YAML: found character '\\t(TAB)' that cannot start any token
            a: 1\\n---\\nb: 2            | 2:1: it is no YAML: but found another document
            """)
    void aMistakeIsToldWithItsPlace(String text, String message) throws IOException {
        Path file = write(text.replace("\\n", "\n").replaceFirst("^\\\\t", "\t"));

        assertThatThrownBy(() -> Settings.of(Configuration.NOTHING, Optional.of(file)))
                .isInstanceOf(CheckFailure.class)
                .hasMessageStartingWith(file + ":" + message.replace("\\\\", "\\"));
    }

    @Test
    void allMistakesAreToldAtOnce() throws IOException {
        Path file = write("""
                confidence: lo
                rules:
                  LOCK_NO_SUCH_THING_AT_ALL: off
                  locks: loud
                relase: 17
                """);

        assertThatThrownBy(() -> Settings.of(Configuration.NOTHING, Optional.of(file)))
                .hasMessage("""
                        4 mistakes:
                          %1$s:1:13: expected one of high, medium, low, not lo; did you mean low?
                          %1$s:3:3: there is no rule or family LOCK_NO_SUCH_THING_AT_ALL; families are locks, permits, monitors, async, pools, threads, visibility, http, and the command rules lists the rules
                          %1$s:4:10: expected one of off, on, error, warning, note, not loud
                          %1$s:5:1: there is no key relase; did you mean release?""".formatted(file));
    }

    @Test
    void aFileThatCannotBeReadIsTold() throws IOException {
        Path missing = folder.resolve("missing.yaml");
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Path control = Files.writeString(folder.resolve("control.yaml"), "a: b\nc: \u0001\n");

        assertThatThrownBy(() -> Settings.of(Configuration.NOTHING, Optional.of(missing)))
                .hasMessage(missing + ": there is no such file");
        assertThatThrownBy(() -> Settings.of(Configuration.NOTHING, Optional.of(folder)))
                .hasMessage(folder + ": it is a directory");
        assertThatThrownBy(() -> Settings.of(Configuration.NOTHING, Optional.of(binary)))
                .hasMessage(binary + ": it is no UTF-8 text");
        assertThatThrownBy(() -> Settings.of(Configuration.NOTHING, Optional.of(control)))
                .hasMessage(control + ":2: it is no YAML: the character U+0001 may not stand in it");
    }

    @Test
    void settingsOfRulesInOneWordAreCheckedAsWell() {
        assertThatThrownBy(() -> RuleSettings.parse(List.of("LOCK_ON_LOK=off", "locks", "locks=of"), "rules"))
                .hasMessage("""
                        3 mistakes:
                          rules: expected RULE=off, on, error, warning or note, not locks
                          rules: expected RULE=off, on, error, warning or note, not locks=of; did you mean off?
                          rules: there is no rule or family LOCK_ON_LOK; did you mean LOCK_ON_LOCK?""");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            a.b,      a.b,       true
            a.b,      a.b.C,     true
            a.b.C,    a.b.C$D,   true
            a.b,      a.bc.C,    false
            a.*.C,    a.b.C,     true
            a.*.C,    a.b.c.C,   false
            a.**.C,   a.b.c.C,   true
            a.**.C,   a.C,       true
            **.C,     C,         true
            *.C,      a.b.C,     false
            a.?,      a.bc,      false
            """)
    void aPackageStandsForItselfAndAllBelow(String pattern, String name, boolean covered) {
        assertThat(new Scope(List.of(pattern), List.of(), List.of(), List.of())
                        .classes()
                        .test(name))
                .isEqualTo(covered);
        assertThat(new Scope(List.of(), List.of(pattern), List.of(), List.of())
                        .classes()
                        .test(name))
                .isNotEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            src,              src/a/B.java,           true
            ./src/,           src/a/B.java,           true
            src\\a,           src/a/B.java,           true
            src/a/B.java,     src/a/B.java,           true
            **/generated,     target/generated/B.java, true
            **/generated,     generated/B.java,       true
            **/generated,     src/generatedish/B.java, false
            src/*/B.java,     src/a/b/B.java,         false
            **/*Test.java,    a/b/MyTest.java,        true
            .,                a/B.java,               true
            ./,               a/B.java,               true
            '',               a/B.java,               true
            .,                ../a/B.java,            false
            ../a,             ../a/B.java,            true
            """)
    void aPathStandsForItselfAndAllBelow(String pattern, String path, boolean covered) {
        assertThat(Glob.ofPaths(List.of(pattern)).test(path)).isEqualTo(covered);
    }

    @Test
    void pathsOfAFileAreRelativeToItsDirectoryAndThoseOfTheDoorToTheProject() throws IOException, CheckFailure {
        Path below = Files.createDirectories(folder.resolve("conf"));
        Path file = Files.writeString(below.resolve("c.yaml"), "excludePaths: [../src/p]");
        Path other = Files.writeString(below.resolve("d.yaml"), "includePaths: [src, .]");
        Path module = write("excludePaths: [src/q]");
        Configuration said = new Configuration(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                RuleSettings.NONE,
                new Scope(List.of(), List.of(), List.of("src/p"), List.of()),
                List.of(),
                Optional.empty());
        Path above = folder.resolve("..").normalize();

        assertThat(classes(Settings.of(Configuration.NOTHING, Optional.of(file)), folder))
                .containsExactly("q.Desk");
        assertThat(classes(Settings.of(Configuration.NOTHING, Optional.of(other)), folder))
                .isEmpty();
        assertThat(classes(Settings.of(Configuration.NOTHING, Optional.of(module)), above))
                .containsExactly("p.Desk");
        assertThat(classes(Settings.of(said, Optional.of(file)), folder)).isEmpty();
    }

    private List<String> classes(Settings settings, Path project) throws IOException, CheckFailure {
        return run(settings, project, false).reported().findings().stream()
                .map(finding -> finding.place().source().className())
                .toList();
    }

    @Test
    void patternsThatMatchNothingAreTold() throws IOException, CheckFailure {
        Settings settings = Settings.of(Configuration.NOTHING, Optional.of(write("""
                includePackages: ["*", r]
                excludePackages: [q.Till]
                includePaths: [., "src/**/*.txt", sorc]
                excludePaths: [src/r]
                """)));
        Files.writeString(Files.createDirectories(folder.resolve("src/p")).resolve("a.txt"), "");

        Outcome outcome = run(settings, folder, false);
        run(settings, folder, true);

        assertThat(outcome.reported().idle())
                .containsExactly(
                        "includePackages: r", "excludePackages: q.Till", "includePaths: sorc", "excludePaths: src/r");
        assertThat(outcome.failing()).isEqualTo(2);
        assertThat(run(settings.asShared(), folder, false).reported().idle()).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("4 patterns of the configuration match nothing (the option stats tells which)\n")
                .contains(
                        "       4  patterns of the configuration that match nothing\n            includePackages: r\n");
    }

    @Test
    void reportsAndGateFollow() throws IOException, CheckFailure {
        Outcome all = run("");
        Outcome note = run("rules: {LOCK_NOT_RELEASED: note}");
        Outcome off = run("rules: {locks: off}");
        Outcome some = run("excludePackages: [p]\nincludePaths: [src]");

        assertThat(all.failing()).isEqualTo(2);
        assertThat(note.failing()).isZero();
        assertThat(note.reported().findings())
                .extracting(finding -> finding.rule().severity())
                .containsOnly(Severity.NOTE);
        assertThat(off.reported().findings()).isEmpty();
        assertThat(off.reported().excluded()).isEqualTo(2);
        assertThat(some.failing()).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("2 findings (2 errors; ")
                .contains("note[LOCK_NOT_RELEASED]")
                .contains("no findings besides 2 excluded by the configuration in ")
                .contains(" besides 1 excluded by the configuration in ");
    }

    private Outcome run(String configuration) throws IOException, CheckFailure {
        return run(Settings.of(Configuration.NOTHING, Optional.of(write(configuration))), folder, false);
    }

    private Outcome run(Settings settings, Path project, boolean statistics) throws IOException, CheckFailure {
        Map<String, String> sources = Map.of("p/Desk.java", DESK.formatted("p"), "q/Desk.java", DESK.formatted("q"));
        return Check.run(
                new CheckRequest(
                        new AnalysisRequest(List.of(Javac.compile(sources, folder)), List.of(), 17, 1),
                        List.of(Output.standard(Format.CONSOLE)),
                        settings,
                        List.of(folder.resolve("src")),
                        project,
                        "tool explain ",
                        false,
                        statistics),
                out);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("concurrency-lint.yaml"), text);
    }
}
