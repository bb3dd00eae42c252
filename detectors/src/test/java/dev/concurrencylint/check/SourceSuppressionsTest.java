package dev.concurrencylint.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.findings.Reported;
import dev.concurrencylint.jdk.Javac;
import dev.concurrencylint.report.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Comments and annotations that only sources have, through the whole run. */
final class SourceSuppressionsTest {
    /** One leak; %s stand for what is before the class, the field, the method and in the line of the fault. */
    private static final String LEAK = """
            package p;

            import java.util.concurrent.locks.*;

            %s
            public class Desk {
                %s
                private final Lock lock = new ReentrantLock();

                %s
                int sell(int n) {
                    %s
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            lock.lock(); // concurrency-lint: ignore LOCK_NOT_RELEASED because close() gives it back | true
            lock.lock(); // concurrency-lint:ignore LOCK_NOT_RELEASED                         | true
            lock.lock(); /* concurrency-lint: ignore LOCK_NOT_RELEASED because of close() */  | true
            /* concurrency-lint: ignore LOCK_NOT_RELEASED because of close() */ lock.lock();  | true
            lock.lock(); // concurrency-lint: ignore PERMIT_NOT_RELEASED, LOCK_NOT_RELEASED because x | true
            lock.lock(); // concurrency-lint: ignore locks because x                          | true
            lock.lock(); // NOPMD // concurrency-lint: ignore LOCK_ because x                 | true
            lock.lock(); // concurrency-lint: ignore LOCK_ON_LOCK because x                   | false
            lock.lock(); // concurrency-lint: ignore because x                                | false
            lock.lock(); // concurrency-lint: ignore                                          | false
            lock.lock(); // write: concurrency-lint: ignore LOCK_NOT_RELEASED                 | false
            lock.lock(); String s = "// concurrency-lint: ignore LOCK_NOT_RELEASED";          | false
            // concurrency-lint: ignore LOCK_NOT_RELEASED because x~        lock.lock();      | true
            // concurrency-lint: ignore LOCK_NOT_RELEASED because x~ // and more~ lock.lock(); | true
            /*~ * concurrency-lint: ignore LOCK_NOT_RELEASED because x~ */~ lock.lock();  | true
            // concurrency-lint: ignore LOCK_NOT_RELEASED because x~~        lock.lock();    | false
            n++; // concurrency-lint: ignore LOCK_NOT_RELEASED because x~        lock.lock();  | false
            // concurrency-lint: ignore LOCK_NOT_RELEASED because x~ n++;~ lock.lock();     | false
            this.lock // concurrency-lint: ignore LOCK_NOT_RELEASED because x~ .lock();        | true
            // concurrency-lint: ignore LOCK_NOT_RELEASED because x~ this~ .lock~ .lock();  | true
            lock.lock();~ // concurrency-lint: ignore LOCK_NOT_RELEASED because x              | false
            """)
    void aCommentIsAboutTheStatementOnItsLineOrBelow(String statement, boolean suppressed)
            throws IOException, CheckFailure {
        for (String end : List.of("\n", "\r\n")) {
            String text =
                    LEAK.formatted("", "", "", statement.replace("~", "\n")).replace("\n", end);

            assertThat(run(text).suppressed().size()).as(text).isEqualTo(suppressed ? 1 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            /** Wakes them. The caller must hold the lock. */         |                                            | true
            /** Must be called while holding~     * this monitor. */    |                                            | true
            // called with the lock held                               |                                            | true
            // guarded by this                                         |                                            | true
            /* Assumes that the lock is held by the caller. */         |                                            | true
            @GuardedBy("this")                                         |                                            | true
                                                                       | // callers have to synchronize on this     | true
            @GuardedBy("other")                                        |                                            | false
            int lots; // guarded by this                               |                                            | false
            // wakes whoever waits for the lock                        |                                            | false
            // must not be called with the lock held                   |                                            | false
            /** Callers need no lock. */                               |                                            | false
                                                                       | count++; // the caller must hold the lock~ | true
                                                                       | count++;~ // the caller must hold the lock~| false
            """)
    void aContractMakesTheLockTheDutyOfCallers(String before, String inside, boolean suppressed)
            throws IOException, CheckFailure {
        Reported reported = run("""
                package p;

                public class Desk {
                    @interface GuardedBy { String value(); }

                    private int count;

                    %s
                    public void wake() {
                        %s
                        notifyAll();
                    }

                    synchronized int count() {
                        return count;
                    }
                }
                """.formatted(
                before == null ? "" : before.replace("~", "\n"), inside == null ? "" : inside.replace("~", "\n")));

        assertThat(reported.suppressed().size()).isEqualTo(suppressed ? 1 : 0);
        assertThat(reported.findings().size()).isEqualTo(suppressed ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /** Looks one up. This method must be called while synchronized. */ | true
            @GuardedBy("this")                                                  | true
            /** Looks one up. */                                                | false
            """)
    void aContractMakesTheGuardOfAFieldTheDutyOfCallers(String before, boolean suppressed)
            throws IOException, CheckFailure {
        Reported reported = run("""
                package p;

                import java.util.HashMap;
                import java.util.Map;

                public class Desk {
                    @interface GuardedBy { String value(); }

                    private final Map<String, String> names = new HashMap<>();

                    public synchronized void put(String key, String name) {
                        names.put(key, name);
                    }

                    %s
                    public String name(String key) {
                        return names.get(key);
                    }
                }
                """.formatted(before));

        assertThat(reported.suppressed()).hasSize(suppressed ? 1 : 0);
        assertThat(reported.findings()).hasSize(suppressed ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            { // nobody but close() interrupts this thread~                 }          | true
            {~ /* Shutting down anyway: the flag has~  * no reader. */~ }              | true
            { System.out.println(e); /* only a test wakes it */ }                     | true
            { // ignored~                 }                                           | false
            {~ // do nothing here~ }                                                  | false
            { /* TODO what if somebody interrupts this */ }                           | false
            { System.out.println("// nobody interrupts this thread"); }               | false
            { } // nobody but close() interrupts this thread                          | false
            """)
    void aReasonInAHandlerDocumentsALostInterrupt(String handler, boolean suppressed) throws IOException, CheckFailure {
        Reported reported = run("""
                package p;

                public class Desk {
                    void rest() {
                        try {
                            Thread.sleep(1);
                        } catch (InterruptedException e) %s
                    }
                }
                """.formatted(handler.replace("~", "\n")));

        assertThat(reported.suppressed().size()).isEqualTo(suppressed ? 1 : 0);
        assertThat(reported.findings().size()).isEqualTo(suppressed ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            @SuppressWarnings("LOCK_NOT_RELEASED")                | true
            @java.lang.SuppressWarnings("LOCK_NOT_RELEASED")      | true
            @SuppressWarnings({"unchecked", "LOCK_NOT_RELEASED"}) | true
            @SuppressWarnings(value = "LOCK_")                    | true
            @SuppressWarnings("locks")                            | true
            @SuppressWarnings("MT_CORRECTNESS")                   | true
            @SuppressWarnings("all")                              | false
            @SuppressWarnings("")                                 | false
            @SuppressWarnings({})                                 | false
            @SuppressWarnings("unchecked")                        | false
            @SuppressWarnings("LOCK_ON_LOCK")                     | false
            @SuppressWarnings("permits")                          | false
            """)
    void anAnnotationNamesRulesAsThoseOfClassFilesDo(String annotation, boolean suppressed)
            throws IOException, CheckFailure {
        int number = suppressed ? 1 : 0;

        assertThat(run(LEAK.formatted("", "", annotation, "lock.lock();")).suppressed())
                .hasSize(number);
        assertThat(run(LEAK.formatted(annotation, "", "", "lock.lock();")).suppressed())
                .hasSize(number);
        assertThat(run(LEAK.formatted("", annotation, "", "lock.lock();")).suppressed())
                .hasSize(number);
    }

    @Test
    void anAnnotatedVariableStandsForItsDeclaration() throws IOException, CheckFailure {
        String text = LEAK.formatted("", "", "", "%s boolean got = lock.tryLock();");

        assertThat(run(text.formatted("")).suppressed()).isEmpty();
        assertThat(run(text.formatted("")).findings()).isNotEmpty();
        assertThat(run(text.formatted("@SuppressWarnings(\"LOCK\")")).findings())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "static"})
    void anAnnotatedParameterStandsForTheLockInIt(String modifier) throws IOException, CheckFailure {
        String text = """
                package p;

                import java.util.concurrent.locks.*;

                class Desk {
                    static int sold;
                    %s class Till {
                        Till(int n, %s ReentrantLock lock, %s ReentrantLock other) {
                            synchronized (lock) {
                                sold += n;
                            }
                        }
                    }
                    enum Mode {
                        OPEN(new ReentrantLock());
                        Mode(%s ReentrantLock lock) {
                            synchronized (lock) {
                                sold++;
                            }
                        }
                    }
                    %s void sell(int n, %s ReentrantLock lock) {
                        synchronized (lock) {
                            sold += n;
                        }
                    }
                }
                """;
        String word = "@SuppressWarnings(\"LOCK_ON_LOCK\")";

        assertThat(run(text.formatted(modifier, word, "", word, modifier, word)).findings())
                .isEmpty();
        assertThat(run(text.formatted(modifier, "", word, word, modifier, word)).findings())
                .hasSize(1);
    }

    @Test
    void codeInsideOfOthersIsToldApart() throws IOException, CheckFailure {
        String text = """
                package p;

                import java.util.concurrent.locks.*;

                class Desk {
                    static final Lock lock = new ReentrantLock(); static final Lock other = new ReentrantLock(); static int sold;
                    Runnable anonymous() {
                        return new Runnable() {
                            // concurrency-lint: ignore LOCK_NOT_RELEASED because it is above the method
                            @Override public void run() {
                                lock.lock(); // found: the comment is about the line of the method
                                sold++;
                            }
                        };
                    }
                    Runnable lambda() {
                        // concurrency-lint: ignore LOCK_NOT_RELEASED because it is above the return
                        return () -> {
                            lock.lock(); // found: the comment is about the return
                            sold++;
                        };
                    }
                    @SuppressWarnings("LOCK_NOT_RELEASED")
                    Runnable nested() {
                        return () -> new Object() {
                            void hold() {
                                lock.lock();
                                sold++;
                            }
                        }.hold();
                    }
                    int pick(int n) {
                        return switch (n) {
                            case 1 -> {
                                lock.lock(); // concurrency-lint: ignore LOCK_NOT_RELEASED because of a switch
                                yield sold;
                            }
                            default -> 0;
                        };
                    }
                    void copies(int n) {
                        try {
                            if (n > 0) {
                                return;
                            }
                            sold++;
                        } finally {
                            // concurrency-lint: ignore LOCK_RELEASED_NOT_HELD because of copies
                            other.unlock();
                        }
                    }
                }
                """;

        Reported reported = run(text);

        assertThat(reported.findings())
                .extracting(finding ->
                        finding.place().source().name() + ":" + finding.place().line())
                .containsExactlyInAnyOrder("run:11", "lambda:19");
        assertThat(reported.suppressed())
                .extracting(one -> one.finding().place().line() + " " + one.by().place())
                .contains("27 p/Desk.java:23", "35 p/Desk.java:35", "49 p/Desk.java:48");
    }

    @Test
    void whatIsOddIsTold() throws IOException, CheckFailure {
        String text = LEAK.formatted(
                "@SuppressWarnings(\"LOCK_NOT_RELESED\") // nothing else",
                "@SuppressWarnings({\"LOCK_ON_LOCK\", \"unused\"})",
                "// concurrency-lint: ignore LOCK_ON_LOK because x",
                "lock.lock(); // concurrency-lint: ignore LOCK_NOT_RELEASED");

        assertThat(run(text).notes())
                .containsExactly(
                        "@SuppressWarnings(\"LOCK_NOT_RELESED\") at p/Desk.java:5 names nothing: there is no rule"
                                + " LOCK_NOT_RELESED; did you mean LOCK_NOT_RELEASED?",
                        "@SuppressWarnings({\"LOCK_ON_LOCK\", \"unused\"}) at p/Desk.java:7 suppresses nothing",
                        "// concurrency-lint: ignore LOCK_ON_LOK at p/Desk.java:10 names nothing: there is no rule"
                                + " LOCK_ON_LOK; did you mean LOCK_ON_LOCK?",
                        "// concurrency-lint: ignore LOCK_NOT_RELEASED at p/Desk.java:12 gives no reason; write it"
                                + " behind because");
        assertThat(run(text, Configuration.NOTHING.withUnusedSuppressions(Optional.of(false)))
                        .notes())
                .hasSize(3)
                .noneMatch(note -> note.contains("suppresses nothing"));
    }

    @Test
    void theReasonAndThePlaceAreInTheSarif() throws IOException, CheckFailure {
        run(LEAK.formatted(
                "",
                "",
                "",
                "lock.lock(); // concurrency-lint: ignore LOCK_NOT_RELEASED because close() gives it back"));

        JsonObject result = JsonParser.parseString(out.toString(StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonArray("runs")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("results")
                .get(0)
                .getAsJsonObject();
        JsonObject suppression = result.getAsJsonArray("suppressions").get(0).getAsJsonObject();
        assertThat(suppression.get("kind").getAsString()).isEqualTo("inSource");
        assertThat(suppression.get("justification").getAsString()).isEqualTo("close() gives it back");
        JsonObject place = suppression.getAsJsonObject("location").getAsJsonObject("physicalLocation");
        assertThat(place.getAsJsonObject("artifactLocation").get("uri").getAsString())
                .isEqualTo("src/p/Desk.java");
        assertThat(place.getAsJsonObject("region").get("startLine").getAsInt()).isEqualTo(12);
        assertThat(place.getAsJsonObject("region").get("startColumn").getAsInt())
                .isEqualTo(22);
        JsonObject region = result.getAsJsonArray("locations")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("physicalLocation")
                .getAsJsonObject("region");
        assertThat(region).hasToString("{\"startLine\":12,\"startColumn\":9,\"endLine\":12,\"endColumn\":20}");
    }

    @Test
    void withoutSourcesNothingIsTakenBack() throws IOException, CheckFailure {
        Path classes = Javac.compile(
                Map.of(
                        "p/Desk.java",
                        LEAK.formatted("", "", "@SuppressWarnings(\"LOCK_NOT_RELEASED\")", "lock.lock();")),
                folder);

        assertThat(check(classes, List.of(), Configuration.NOTHING).findings()).hasSize(1);
    }

    private Reported run(String text) throws IOException, CheckFailure {
        return run(text, Configuration.NOTHING);
    }

    private Reported run(String text, Configuration said) throws IOException, CheckFailure {
        Path classes = Javac.compile(Map.of("p/Desk.java", text), folder);
        return check(classes, List.of(folder.resolve("src")), said);
    }

    private Reported check(Path classes, List<Path> sources, Configuration said) throws CheckFailure {
        out.reset();
        Settings settings = Settings.of(said, Optional.empty());
        CheckRequest request = new CheckRequest(
                new AnalysisRequest(List.of(classes), List.of(), 17, 2),
                List.of(Output.standard(Format.SARIF)),
                settings,
                sources,
                folder,
                "tool explain ",
                false,
                false);
        return Check.run(request, out).reported();
    }
}
