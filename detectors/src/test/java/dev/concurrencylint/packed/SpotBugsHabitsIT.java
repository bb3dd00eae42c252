package dev.concurrencylint.packed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users of SpotBugs are used to holds for our findings: annotations, filters, baselines, switches, and many runs in one JVM. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpotBugsHabitsIT {
    private static final Path FIXTURES =
            Path.of(requireNonNull(System.getProperty("basedir")), "../test-fixtures/target/classes");
    private static final String PACKAGE = "dev/concurrencylint/fixtures/locks/";

    /** Of each, findings depend on what other classes do. */
    private static final List<String> ALONE = List.of(
            "LockNotReleasedLoudWrappers$StaticHelpers",
            "LockReleasedNotHeldQuietCallers",
            "LockNotReleasedQuietWrappers");

    private static final String LOCKS = "ConcurrencyLintLocks";
    private static final List<String> OURS = List.of("-visitors", LOCKS);
    private static final int REPEATED = 30;

    /** Bytes. SpotBugs' own interning of names may go on a little. */
    private static final long GROWTH = 4_000_000;

    private static final SpotBugs NEWEST = SpotBugs.ALL.get(SpotBugs.ALL.size() - 1);

    private Path temp = Path.of("");
    private final Map<SpotBugs, String> outputs = new LinkedHashMap<>();
    private List<Told> whole = List.of();

    static List<SpotBugs> versions() {
        return SpotBugs.ALL;
    }

    @BeforeAll
    void runAll(@TempDir Path folder) throws IOException, InterruptedException {
        temp = folder;
        whole = CommandLine.check(folder, FIXTURES);
        for (SpotBugs spotBugs : versions()) {
            Path home = Files.createDirectories(folder.resolve(spotBugs.version()));
            int repeated = spotBugs.equals(NEWEST) ? REPEATED : 0;
            outputs.put(spotBugs, spotBugs.hosted(home, CommandLine.JAR, repeated, runs(spotBugs, home)));
        }
    }

    private List<List<String>> runs(SpotBugs spotBugs, Path home) throws IOException {
        String subject = Subject.compile(home.resolve("first"), spotBugs).toString();
        String later = Subject.compileLater(home.resolve("later"), spotBugs).toString();
        Path broken = Files.createDirectories(home.resolve("broken/a"));
        Files.copy(Path.of(subject, "a/Other.class"), broken.resolve("Other.class"));
        byte[] whole = Files.readAllBytes(Path.of(subject, "a/Accounts.class"));
        Files.write(broken.resolve("Accounts.class"), Arrays.copyOf(whole, whole.length - 100));
        Path filter = home.resolve("filter.xml");
        Files.writeString(filter, """
                <FindBugsFilter>
                  <Match><Bug pattern="LOCK_NOT_RELEASED"/><Class name="a.Accounts"/><Method name="known"/></Match>
                </FindBugsFilter>
                """);
        List<List<String>> runs = new ArrayList<>();
        runs.add(run(home, "plain", OURS, subject));
        runs.add(run(home, "excluded", List.of("-visitors", LOCKS, "-exclude", filter.toString()), subject));
        runs.add(run(home, "included", List.of("-visitors", LOCKS, "-include", filter.toString()), subject));
        runs.add(run(
                home,
                "baseline",
                List.of(
                        "-visitors",
                        LOCKS,
                        "-excludeBugs",
                        report(home, "plain").toString()),
                later));
        String commented =
                Subject.compileCommented(home.resolve("commented"), spotBugs).toString();
        String sources = home.resolve("commented/src").toString();
        runs.add(run(home, "commented", OURS, commented));
        runs.add(run(home, "sources", List.of("-visitors", LOCKS, "-sourcepath", sources), commented));
        runs.add(run(home, "off", List.of("-omitVisitors", LOCKS), subject));
        runs.add(run(home, "screened", List.of("-visitors", LOCKS, "-onlyAnalyze", "a.Other"), subject));
        runs.add(run(home, "broken", OURS, home.resolve("broken").toString()));
        for (String name : ALONE) {
            Path alone = Files.createDirectories(home.resolve(name));
            Path file = Files.copy(FIXTURES.resolve(PACKAGE + name + ".class"), alone.resolve(name + ".class"));
            runs.add(run(
                    home,
                    name,
                    List.of("-visitors", LOCKS, "-low", "-auxclasspath", FIXTURES.toString()),
                    file.toString()));
        }
        if (spotBugs.equals(NEWEST)) {
            runs.add(
                    run(home, "useless", List.of("-visitors", LOCKS + ",UselessSuppressionDetector", "-low"), subject));
        }
        runs.add(run(home, "repeated", OURS, subject));
        return runs;
    }

    private static List<String> run(Path home, String name, List<String> options, String classes) {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(
                List.of("-xml:withMessages", "-output", report(home, name).toString(), classes));
        return arguments;
    }

    private static Path report(Path home, String name) {
        return home.resolve(name + ".xml");
    }

    private List<Told> told(SpotBugs spotBugs, String name) throws IOException {
        return Told.ofSpotBugs(report(temp.resolve(spotBugs.version()), name));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void annotationsSuppress(SpotBugs spotBugs) throws IOException {
        assertThat(told(spotBugs, "plain")).extracting(Told::method).containsExactly(Subject.KNOWN, Subject.OTHER);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void commentsSuppressWhereSourcesAreFound(SpotBugs spotBugs) throws IOException {
        assertThat(told(spotBugs, "commented")).extracting(Told::method).containsExactly(Subject.KNOWN, Subject.OTHER);
        assertThat(told(spotBugs, "sources")).extracting(Told::method).containsExactly(Subject.OTHER);
    }

    @Test
    void annotationsThatSpotBugsUnderstandsAreNotUseless() throws IOException {
        assertThat(report(temp.resolve(NEWEST.version()), "useless"))
                .content()
                .contains("US_USELESS_SUPPRESSION_ON_METHOD_PARAMETER")
                .doesNotContain("onTheMethod", "onTheField", "OnTheClass\"");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void filtersHold(SpotBugs spotBugs) throws IOException {
        assertThat(told(spotBugs, "excluded")).extracting(Told::method).containsExactly(Subject.OTHER);
        assertThat(told(spotBugs, "included")).extracting(Told::method).containsExactly(Subject.KNOWN);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void theBaselineKnowsFindingsThatMoved(SpotBugs spotBugs) throws IOException {
        assertThat(told(spotBugs, "baseline")).extracting(Told::method).containsExactly(Subject.FRESH);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aFamilyCanBeSwitchedOff(SpotBugs spotBugs) throws IOException {
        assertThat(told(spotBugs, "off")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void screenedClassesAreNotReportedOn(SpotBugs spotBugs) throws IOException {
        assertThat(told(spotBugs, "screened")).extracting(Told::method).containsExactly(Subject.OTHER);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aBrokenClassIsAnErrorAndCostsNoOther(SpotBugs spotBugs) throws IOException {
        assertThat(told(spotBugs, "broken")).extracting(Told::method).containsExactly(Subject.OTHER);
        assertThat(Told.errors(report(temp.resolve(spotBugs.version()), "broken")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void oneClassAloneTellsWhatTheWholeRunTells(SpotBugs spotBugs) throws IOException {
        for (String name : ALONE) {
            String prefix = PACKAGE.replace('/', '.') + name + ".";
            assertThat(told(spotBugs, name))
                    .as(name)
                    .isEqualTo(whole.stream()
                            .filter(each -> each.method().startsWith(prefix))
                            .toList());
        }
    }

    @Test
    void manyRunsInOneJvmLeaveNothingBehind() throws IOException {
        String output = requireNonNull(outputs.get(NEWEST));
        int second = output.indexOf("after " + REPEATED + "\n");
        String settled = output.substring(output.indexOf("after 5\n"), second);
        String last = output.substring(second);

        assertThat(told(NEWEST, "repeated")).isEqualTo(told(NEWEST, "plain"));
        assertThat(left(last)).isEqualTo(left(settled)).isNotEmpty();
        assertThat(left(last).getOrDefault("dev.concurrencylint.spotbugs.Session", 0L))
                .isLessThanOrEqualTo(1);
        assertThat(heap(last)).isLessThan(heap(settled) + GROWTH);
    }

    private static SortedMap<String, Long> left(String output) {
        SortedMap<String, Long> left = new TreeMap<>();
        output.lines().filter(line -> line.startsWith("left ")).forEach(line -> {
            String[] words = line.split(" ", -1);
            left.put(words[1], Long.parseLong(words[2]));
        });
        return left;
    }

    private static long heap(String output) {
        return output.lines()
                .filter(line -> line.startsWith("heap "))
                .mapToLong(line -> Long.parseLong(line.substring(5)))
                .findFirst()
                .orElseThrow();
    }
}
