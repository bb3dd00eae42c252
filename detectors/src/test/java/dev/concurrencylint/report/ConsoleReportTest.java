package dev.concurrencylint.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.findings.Reported;
import dev.concurrencylint.rules.Range;
import dev.concurrencylint.rules.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConsoleReportTest {
    @TempDir
    private Path project;

    @Test
    void showsThePathAndTheLinesOfSource() throws IOException {
        Path root = Files.createDirectories(project.resolve("src/main/java"));
        Files.createDirectory(root.resolve("shop"));
        Files.writeString(
                root.resolve("shop/Orders.java"),
                "package shop;\n\n\n\n\nvoid take(int i) {\n\tlock.lock(); // first\n  if (i > 0) {\n    return;\n");

        assertThat(console(Samples.result(Samples.leak()), Samples.context(project, root)))
                .isEqualTo("""
                error[LOCK_NOT_RELEASED]: `lock()` at line 7 takes `this.lock`; the return at line 9 leaves it held
                  --> src/main/java/shop/Orders.java:7  shop.Orders.take  (high confidence)
                   |
                 7 |     lock.lock(); // first
                   |     ^^^^^^^^^^^^
                   |
                   | path:
                   |   1. line 7: `lock()` takes `this.lock`
                 7 |     lock.lock(); // first
                   |   2. line 9: returns with `this.lock` held
                 9 |     return;
                   |
                   = evidence: another path of the method gives the lock back
                   = rule: A normal path leaves the method, or turns a loop, holding the lock once more than it entered with.
                   = more: tool explain LOCK_NOT_RELEASED

                1 finding (1 error; 1 high confidence) in 2 classes and 5 methods
                """);
    }

    /** Four blanks stand for the tab. */
    @Test
    void marksTheRangeOfThePlace() throws IOException {
        Path root = Files.createDirectories(project.resolve("src/shop"));
        Files.writeString(root.resolve("Orders.java"), "\n".repeat(6) + "\tif (x) one.lock(); two.lock();\n\n");

        assertThat(marks(new Range(7, 9, 7, 19))).isEqualTo(" ".repeat(12) + "^^^^^^^^^^");
        assertThat(marks(new Range(7, 21, 7, 31))).isEqualTo(" ".repeat(24) + "^^^^^^^^^^");
        assertThat(marks(new Range(7, 21, 8, 2)))
                .as("goes on on another line")
                .isEqualTo(" ".repeat(24) + "^^^^^^^^^^^");
        assertThat(marks(new Range(7, 90, 7, 95)))
                .as("of a file that has changed")
                .isEqualTo(" ".repeat(5) + "^".repeat(30));
    }

    private String marks(Range range) {
        return console(
                        Samples.result(Samples.leak().withPlaces(place -> place.withRange(range))),
                        Samples.context(project, project.resolve("src")))
                .lines()
                .filter(line -> line.contains("^"))
                .map(line -> line.substring(line.indexOf('|') + 1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsFilesAndMethodsOfStepsElsewhereAndLeavesOutUnknownLines() {
        assertThat(console(Samples.result(Samples.tangled()), Samples.context(project)))
                .isEqualTo("""
                error[LOCK_RELEASED_NOT_HELD]: `unlock()` at line 12 gives back a lock that is not held
                  --> shop/Orders.java:12  shop.Orders.take  (medium confidence)
                   |
                   | path of thread 1:
                   |   1. line 12: `unlock()` gives it back
                   | path of thread 2:
                   |   1. shop/Stock.java:30 in shop.Stock.reserve: calls `take`
                   |   2. shop/Stock.java in shop.Stock.reserve: goes on
                   |   3. line 12: `unlock()` gives it back
                   |
                   = rule: A path reaches unlock() without holding the lock: it throws IllegalMonitorStateException, or takes away what a caller holds.
                   = more: tool explain LOCK_RELEASED_NOT_HELD

                1 finding (1 error; 1 medium confidence) in 2 classes and 5 methods
                """);
    }

    @Test
    void marksWhatStandsUnderneathInWideGuttersAndForeignLetters() throws IOException {
        Path root = Files.createDirectories(project.resolve("größe 100%"));
        Files.writeString(root.resolve("Ü.java"), "\n".repeat(1233) + "  größe.tryLock(\"// no comment\");\r\n");

        assertThat(console(Samples.result(Samples.inFile("Ü", "Ü.java", 1234)), Samples.context(project, root)))
                .startsWith("""
                error[LOCK_ATTEMPT_IGNORED]: the answer of `tryLock()` is dropped
                    --> größe 100%/Ü.java:1234  Ü.run  (low confidence)
                     |
                1234 |   größe.tryLock("// no comment");
                     |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                     |
                """);
    }

    @Test
    void namesWithoutALineHaveNoNumber() {
        assertThat(console(Samples.result(Samples.inFile("p.A$1", "", 0)), Samples.context(project)))
                .contains("  --> p/A.java  p.A$1.run  (low confidence)\n", "   |   1. `tryLock()` may fail\n");
    }

    @Test
    void controlCharactersOfNamesDoNotReachTheTerminal() {
        String text = console(Samples.result(Samples.inFile("p.\u001b[2J\nA", "A.java", 1)), Samples.context(project));

        assertThat(text).contains("p.?[2J?A.run").doesNotContain("\u001b");
    }

    @Test
    void countsWhatIsMissingInOneLineEach() {
        assertThat(console(Samples.broken(), Samples.context(project))).isEqualTo("""
                incomplete: app.jar!/x/Y.class: the class file ends too early; its findings are missing
                2 classes were not found on the class path; findings that need them are missing (the option stats lists them)
                no findings in 1 class and 1 method
                """);
    }

    @Test
    void listsStatisticsWhenAsked() {
        ReportContext context = new ReportContext(
                "1", Catalogue.rules(), new Sources(List.of(), project), "tool explain ", false, true);

        assertThat(console(Samples.broken(), context)).contains("""
                statistics:
                         1  classes under analysis
                         1  methods with code
                         0  methods that the flow analysis walked
                         3  alternatives joined
                         2  classes not found on the class path
                            a.B
                            a.C$D
                """);
    }

    @Test
    void coloursOnlyWhenAsked() {
        ReportContext colour = new ReportContext(
                "1", Catalogue.rules(), new Sources(List.of(), project), "tool explain ", true, false);
        Reported result = Samples.result(Samples.leak());

        String coloured = console(result, colour);

        assertThat(coloured).startsWith("\u001b[1;31merror[LOCK_NOT_RELEASED]\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(console(result, Samples.context(project)));
    }

    private static String console(Reported result, ReportContext context) {
        return Samples.write(new ConsoleReport(), result, context);
    }
}
