package dev.concurrencylint.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.findings.Reported;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.jdk.Javac;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.MethodName;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Range;
import dev.concurrencylint.rules.Spot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is marked in the source is what the finding is about, whatever stands beside it on its line. */
final class RangesTest {
    private static final String HEAD =
            "package p; import java.util.concurrent.locks.*; import java.util.function.*; import java.util.*;\n";

    @TempDir
    private Path folder;

    @Test
    void ofSeveralCallsOnALineTheOneIsMarked() throws IOException, InputException {
        assertThat(marked("""
                class A {
                    final Lock one = new ReentrantLock(); final Lock two = new ReentrantLock(); int n;
                    void f() { one.lock(); two.lock(); n++; one.unlock(); }
                    void g() { ((one)).lock(); n++; two . lock ( ) ; one.unlock(); }
                }
                """)).containsExactlyInAnyOrder("two.lock()", "two . lock ( )");
    }

    @Test
    void tabsAndPairsOfUnitsCountAsTheyAreInTheFile() throws IOException, InputException {
        assertThat(marked("""
                class A {
                \tfinal Lock one = new ReentrantLock();\r
                \tvoid f() {\r
                \t\tString s = "\uD83D\uDD12\t"; /* \u00E9\uD83D\uDD12 */ one.lock(); s.length();\r
                \t}\r
                }
                """)).containsExactly("one.lock()");
    }

    @Test
    void aCallOnALineOfItsOwnIsMarkedFromItsNameOn() throws IOException, InputException {
        assertThat(marked("""
                class A {
                    final Lock one = new ReentrantLock();
                    void f() {
                        this.one // the lock itself
                            .lock();
                    }
                }
                """)).containsExactly("lock()");
    }

    @Test
    void lambdasOnOneLineAreToldApart() throws IOException, InputException {
        assertThat(marked("""
                class A {
                    final Lock one = new ReentrantLock(); int n;
                    Runnable f() { return both(() -> { one.lock(); n++; one.unlock(); }, () -> { one .lock(); n++; }); }
                    static Runnable both(Runnable a, Runnable b) { return a; }
                    Supplier<Runnable> g() { return () -> () -> one. lock(); }
                    final Runnable field = () -> one . lock(); final Runnable other = () -> { n--; };
                }
                """)).containsExactlyInAnyOrder("one .lock()", "one. lock()", "one . lock()");
    }

    /** The lambdas are made in each copy of the finally. */
    @Test
    void whatCannotBeToldApartIsNotGuessed() throws IOException, InputException {
        Reported placed = placed(analysed(HEAD + """
                class A {
                    final Lock one = new ReentrantLock(); int n;
                    int f(int a) {
                        try {
                            if (a == 1) { return 1; }
                            n++;
                        } finally { run(() -> { one.lock(); one.unlock(); }); run(() -> { one.lock(); n++; }); }
                        return n;
                    }
                    void g(int a) {
                        try {
                            if (a == 1) { return; }
                            n++;
                        } finally {
                            run(() -> { one.lock(); one.unlock(); });
                            run(() -> { one.lock(); n++; });
                        }
                    }
                    static void run(Runnable a) { a.run(); }
                }
                """));

        assertThat(placed.findings())
                .extracting(finding -> finding.place().line()
                        + finding.place()
                                .range()
                                .map(range -> ":" + range.startColumn())
                                .orElse(""))
                .containsExactly("8", "17:25");
    }

    @Test
    void copiesOfAFinallyAreOneExpression() throws IOException, InputException {
        assertThat(marked("""
                class A {
                    final Lock one = new ReentrantLock(); int n;
                    int f(int a) {
                        try {
                            if (a == 1) { return 1; }
                            if (a == 2) { throw new IllegalStateException(); }
                            n++;
                        } finally { n--; one.unlock(); }
                        return n;
                    }
                }
                """)).containsExactly("one.unlock()");
    }

    @Test
    void typesInsideOfOthersAreFound() throws IOException, InputException {
        assertThat(marked("""
                class A {
                    static final Lock ONE = new ReentrantLock(); static int n;
                    Runnable anonymous = new Runnable() { public void run() {
                        class Local { void f() { ONE.lock(); n++; } }
                        Runnable inner = new Runnable() { public void run() { A.ONE.lock(); n++; } };
                        new Local().f(); inner.run(); } };
                    enum E { X { void f() { ONE.lock(); n++; } }, Y { void f() { n--; } }; abstract void f(); }
                    record R(int a, String b) {
                        R { A . ONE.lock(); n++; }
                        R(int a) { this(a, ""); }
                    }
                    static class Parts {
                        { A /* 1 */ .ONE.lock(); n++; }
                        static { A /* 2 */ .ONE.lock(); n++; }
                        Parts(int a) { n = a; }
                        Parts(String a) { this(1); }
                    }
                    static int pick(int a) {
                        return switch (a) { case 1 -> { n++; yield 2; } case 2 -> { A /* 3 */ .ONE.lock(); yield n; } default -> 4; };
                    }
                }
                """))
                .contains(
                        "ONE.lock()",
                        "A.ONE.lock()",
                        "A . ONE.lock()",
                        "A /* 1 */ .ONE.lock()",
                        "A /* 2 */ .ONE.lock()",
                        "A /* 3 */ .ONE.lock()");
    }

    @Test
    void anOlderClassIsSaidAndItsLinesStay() throws IOException, InputException {
        String source = HEAD + """
                class A {
                    final Lock one = new ReentrantLock(); int n;
                    void f() {
                        one.lock();
                        n++;
                    }
                    void g() {
                        int n = 1;
                    }
                }
                """;
        RunResult result = analysed(source);
        Files.writeString(file(), source.replace("    void f() {", "    void h() {\n n++;\n n--;\n }\n    void f() {"));

        Reported placed = placed(result);

        assertThat(placed.sources().unlike()).containsExactly("p/A.java");
        assertThat(placed.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.place().line()).isEqualTo(5));
    }

    @Test
    void aCallThatAToolPutInIsNoOlderClass() throws IOException, InputException {
        String source = HEAD + """
                class A {
                    final Lock one = new ReentrantLock(); int n;
                    void f() {
                        one.lock();
                        n++;
                    }
                }
                """;
        RunResult result = analysed(source);
        Files.writeString(file(), source.replace("one.lock();", "one.hold();"));

        Reported placed = placed(result);

        assertThat(placed.sources().unlike()).isEmpty();
        assertThat(placed.findings().get(0).place().range()).isEmpty();
    }

    @Test
    void methodsOfTheCompilerAreNoOlderClass() throws IOException, InputException {
        String source = HEAD + """
                class A
                    implements Supplier<String> {
                    public String get() { return ""; }
                }
                """;
        Matching matching =
                new Matching(Outline.of(new SourceParser().parse(source).orElseThrow(), "p/A.java"));
        MethodName bridge = new MethodName("p.A", "get", "()Ljava/lang/Object;");

        assertThat(matching.of(new Place(bridge, bridge, "A.java", 1)).kind()).isEqualTo(Match.Kind.NOTHING);
        assertThat(matching.of(new Place(bridge, bridge, "A.java", 2)).mark()).contains(new Range(2, 7, 2, 8));
        assertThat(matching.of(new Place(bridge, bridge, "A.java", 9)).kind()).isEqualTo(Match.Kind.ELSEWHERE);
    }

    /** The class file may be of a newer Java than the JDK of the build. */
    @Test
    void aFileThatDeclaresNoClassIsOneOfItsName() {
        String source = "int n; void main() {\n    n++;\n    print();\n}\n";
        Outline outline = Outline.of(new SourceParser().parse(source).orElseThrow(), "Hello.java");
        MethodName main = new MethodName("Hello", "main", "()V");
        Spot spot = new Spot(Spot.Kind.CALL, "print", 3, 0, 1, Optional.empty());

        assertThat(outline.types()).extracting(OutlinedType::name).containsExactly("Hello");
        assertThat(new Matching(outline)
                        .of(new Place(main, main, "Hello.java", 3, spot, Optional.empty()))
                        .mark())
                .contains(new Range(3, 5, 3, 12));
    }

    @Test
    void whatIsNoJavaIsSaid() throws IOException, InputException {
        RunResult result = analysed(HEAD + """
                class A {
                    final Lock one = new ReentrantLock(); int n;
                    void f() { one.lock(); n++; }
                }
                """);
        Files.writeString(file(), "class { } }");

        Reported placed = placed(result);

        assertThat(placed.sources().unreadable()).containsExactly("p/A.java");
        assertThat(placed.findings()).isEqualTo(result.findings());
    }

    private Path file() {
        return folder.resolve("src/p/A.java");
    }

    private RunResult analysed(String source) throws IOException, InputException {
        Path classes = Javac.compile(Map.of("p/A.java", source), folder);
        return Engine.analyse(new AnalysisRequest(List.of(classes), List.of(), 17, 1));
    }

    private Reported placed(RunResult result) {
        Reported plain = new Reported(
                result.findings(), List.of(), Optional.empty(), 0, List.of(), result.statistics(), List.of());
        return Ranges.in(plain, new SourceFiles(List.of(folder.resolve("src"))), 1);
    }

    /** The texts of the primary places. */
    private List<String> marked(String source) throws IOException, InputException {
        Reported placed = placed(analysed(HEAD + source));
        List<String> lines = (HEAD + source).lines().toList();
        return placed.findings().stream()
                .map(Finding::place)
                .map(place -> text(lines, place))
                .toList();
    }

    private static String text(List<String> lines, Place place) {
        Range range = place.range().orElseThrow(() -> new AssertionError("no range: " + place));
        assertThat(range.startLine()).isEqualTo(place.line()).isEqualTo(range.endLine());
        return lines.get(range.startLine() - 1).substring(range.startColumn() - 1, range.endColumn() - 1);
    }
}
