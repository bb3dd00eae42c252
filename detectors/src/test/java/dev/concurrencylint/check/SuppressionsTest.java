package dev.concurrencylint.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.findings.Suppressed;
import dev.concurrencylint.jdk.Javac;
import dev.concurrencylint.report.Format;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Annotations against compiled programs, through the whole run. */
final class SuppressionsTest {
    private static final String SPOTBUGS = """
            package edu.umd.cs.findbugs.annotations;

            import java.lang.annotation.*;

            @Retention(RetentionPolicy.CLASS)
            public @interface SuppressFBWarnings {
                String[] value() default {};
                String justification() default "";
                SuppressMatchType matchType() default SuppressMatchType.DEFAULT;
            }
            """;
    private static final String MATCH_TYPE = """
            package edu.umd.cs.findbugs.annotations;

            public enum SuppressMatchType { DEFAULT, EXACT, REGEX }
            """;

    /** One leak; %s stand for the package's, the class's, the field's, the method's and the parameter's annotation. */
    private static final String LEAK = """
            package p;

            import edu.umd.cs.findbugs.annotations.*;
            import java.util.concurrent.locks.*;

            %s
            public class Desk {
                %s
                private final Lock lock = new ReentrantLock();

                %s
                int sell(%s Lock other, int n) {
                    %s.lock();
                    if (n > 0) {
                        return n;
                    }
                    %s.unlock();
                    return 0;
                }
            }
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            @SuppressFBWarnings("LOCK_NOT_RELEASED")                                       | true
            @SuppressFBWarnings({"EI_EXPOSE_REP", "LOCK_NOT_RELEASED"})                    | true
            @SuppressFBWarnings(value = "LOCK_NOT_RELEASED", justification = "handed out") | true
            @SuppressFBWarnings                                                            | true
            @SuppressFBWarnings({})                                                        | true
            @SuppressFBWarnings("LOCK_")                                                   | true
            @SuppressFBWarnings("locks")                                                   | true
            @SuppressFBWarnings("mt_correctness")                                          | true
            @SuppressFBWarnings("PERMIT_")                                                 | false
            @SuppressFBWarnings("lock_not_released")                                       | false
            @SuppressFBWarnings("LOCK_NOT_RELEASED_ON_EXCEPTION")                          | false
            @SuppressFBWarnings("EI_EXPOSE_REP")                                           | false
            @SuppressWarnings("LOCK_NOT_RELEASED")                                         | true
            @SuppressFBWarnings(value = "LOCK_NOT_RELEASED", matchType = SuppressMatchType.EXACT) | true
            @SuppressFBWarnings(value = "LOCK_NOT", matchType = SuppressMatchType.EXACT)   | false
            @SuppressFBWarnings(value = "locks", matchType = SuppressMatchType.EXACT)      | true
            @SuppressFBWarnings(value = "LOCKS", matchType = SuppressMatchType.EXACT)      | true
            @SuppressFBWarnings(value = "Locks", matchType = SuppressMatchType.EXACT)      | false
            @SuppressFBWarnings(value = "L[A-Z]CKS", matchType = SuppressMatchType.REGEX) | true
            @SuppressFBWarnings(value = "LOCK_.*ED", matchType = SuppressMatchType.REGEX)  | true
            @SuppressFBWarnings(value = "LOCK_", matchType = SuppressMatchType.REGEX)      | false
            @SuppressFBWarnings(value = "LOCK_(", matchType = SuppressMatchType.REGEX)     | false
            @SuppressFBWarnings(value = "(.+.+)+!", matchType = SuppressMatchType.REGEX)   | false
            """)
    void anAnnotationNamesRulesAsSpotBugsReadsIt(String annotation, boolean suppressed)
            throws IOException, CheckFailure {
        assertThat(suppresses(LEAK.formatted("", "", annotation, "", "lock", "lock")))
                .isEqualTo(suppressed);
        assertThat(suppresses(LEAK.formatted(annotation, "", "", "", "lock", "lock")))
                .isEqualTo(suppressed);
    }

    @Test
    void aFieldAndAParameterStandForTheLockInThem() throws IOException, CheckFailure {
        String text = """
                package p;

                import edu.umd.cs.findbugs.annotations.*;
                import java.util.concurrent.locks.*;

                class Desk {
                    private int sold;
                    %s
                    private final ReentrantLock lock = new ReentrantLock();

                    class Till {
                        int sell(int n, %s ReentrantLock other) {
                            synchronized (%s) {
                                sold += n;
                                return sold;
                            }
                        }
                    }
                }
                """;
        String word = "@SuppressFBWarnings(\"LOCK\")";

        assertThat(suppresses(text.formatted(word, "", "lock"))).isTrue();
        assertThat(suppresses(text.formatted(word, "", "other"))).isFalse();
        assertThat(suppresses(text.formatted("", word, "other"))).isTrue();
        assertThat(suppresses(text.formatted("", word, "lock"))).isFalse();
    }

    @Test
    void theHiddenParameterOfAnInnerClassIsNotCounted() throws IOException, CheckFailure {
        String text = """
                package p;

                import edu.umd.cs.findbugs.annotations.*;
                import java.util.concurrent.locks.*;

                class Desk {
                    private int sold;

                    class Till {
                        Till(%s ReentrantLock first, %s ReentrantLock second) {
                            synchronized (second) {
                                sold++;
                            }
                        }
                    }
                }
                """;

        assertThat(suppresses(text.formatted("", "@SuppressFBWarnings"))).isTrue();
        assertThat(suppresses(text.formatted("@SuppressFBWarnings", ""))).isFalse();
    }

    /** Captured variables stand behind, the outer object and what enums have of their own in front. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "class Desk { static int sold; void sell(Lock extra) { class Till { Till(%s Lock first, %s Lock second)"
                        + " { synchronized (second) { sold++; } extra.lock(); extra.unlock(); } } new Till(null, null); } }",
                "class Desk { static int sold; void sell(Lock extra) { class Till { Till(%s Lock first, %s Lock second)"
                        + " { synchronized (second) { sold++; all(); } extra.lock(); extra.unlock(); } } new Till(null, null); }"
                        + " void all() {} }",
                "class Desk { static int sold; static void sell(Lock extra) { class Till { Till(%s Desk first, %s Lock second)"
                        + " { synchronized (second) { sold++; } extra.lock(); extra.unlock(); } } new Till(null, null); } }",
                "enum Desk { ONE(null, null); static int sold; Desk(%s Lock first, %s Lock second)"
                        + " { synchronized (second) { sell(); } } static void sell() { sold++; } }"
            })
    void hiddenParametersAreNotCountedWhereverTheyStand(String program) throws IOException, CheckFailure {
        String text = """
                package p;

                import edu.umd.cs.findbugs.annotations.*;
                import java.util.concurrent.locks.*;

                """ + program;

        assertThat(suppresses(text.formatted("", "@SuppressFBWarnings"))).isTrue();
        assertThat(suppresses(text.formatted("@SuppressFBWarnings", ""))).isFalse();
    }

    @Test
    void anAnnotationOfAPackageCoversThePackageAndThoseBelow() throws IOException, CheckFailure {
        Map<String, String> sources = new HashMap<>();
        sources.put("p/Desk.java", LEAK.formatted("", "", "", "", "lock", "lock"));
        for (String name : List.of("p.q", "pq")) {
            sources.put(
                    name.replace('.', '/') + "/Desk.java",
                    LEAK.formatted("", "", "", "", "lock", "lock").replace("package p;", "package " + name + ";"));
        }
        sources.put(
                "p/package-info.java",
                "@edu.umd.cs.findbugs.annotations.SuppressFBWarnings(\"LOCK_NOT_RELEASED\") package p;");

        Outcome outcome = run(sources);

        assertThat(outcome.reported().findings())
                .extracting(finding -> finding.place().source().className())
                .containsExactly("pq.Desk");
        assertThat(outcome.reported().suppressed())
                .extracting(one -> one.by().place())
                .containsExactly("package p", "package p");
        assertThat(outcome.failing()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Runnable r = () -> { lock.lock(); if (n > 0) { return; } lock.unlock(); }; r.run();",
                "Runnable r = () -> { Runnable s = () -> { lock.lock(); if (n > 0) { return; } lock.unlock(); };"
                        + " s.run(); }; r.run();",
                "Runnable r = new Runnable() { public void run() { lock.lock(); if (n > 0) { return; } lock.unlock(); } };"
                        + " r.run();",
                "Runnable r = () -> { new Runnable() { public void run() {"
                        + " lock.lock(); if (n > 0) { return; } lock.unlock(); } }.run(); }; r.run();",
                "class Local { class Deep { void run() { lock.lock(); if (n > 0) { return; } lock.unlock(); } } }"
                        + " new Local().new Deep().run();"
            })
    void whatStandsInAMethodIsCoveredByItsAnnotation(String body) throws IOException, CheckFailure {
        String text = """
                package p;

                import edu.umd.cs.findbugs.annotations.*;
                import java.util.concurrent.locks.*;

                class Desk {
                    private final Lock lock = new ReentrantLock();

                    %s
                    void sell(int n) {
                        %s
                    }

                    void other() {}
                }
                """;

        assertThat(suppresses(text.formatted("@SuppressFBWarnings(\"LOCK_NOT_RELEASED\")", body)))
                .isTrue();
        assertThat(suppresses(text.formatted("", body).replace("void other", "@SuppressFBWarnings void other")))
                .isFalse();
    }

    @Test
    void anAnnotationThatIsKeptForTheProgramAndOneOfAnotherPackageCount() throws IOException, CheckFailure {
        Map<String, String> sources = sources(LEAK.formatted("", "", "@q.SuppressFBWarnings", "", "lock", "lock"));
        sources.put(
                "q/SuppressFBWarnings.java",
                "package q; import java.lang.annotation.*; @Retention(RetentionPolicy.RUNTIME)"
                        + " public @interface SuppressFBWarnings {}");

        assertThat(run(sources).reported().suppressed()).hasSize(1);
    }

    @Test
    void theNarrowestAnnotationIsTheOneThatIsTold() throws IOException, CheckFailure {
        String word = "@SuppressFBWarnings(\"LOCK\")";

        Outcome outcome = run(sources(LEAK.formatted(word, word, word, "", "lock", "lock")));

        assertThat(outcome.reported().suppressed())
                .extracting(one -> one.by().place())
                .containsExactly("p.Desk.lock");
        assertThat(outcome.reported().notes()).isEmpty();
    }

    @Test
    void whatNamesNothingOrSuppressesNothingIsTold() throws IOException, CheckFailure {
        Outcome outcome = run(sources(LEAK.formatted(
                "@SuppressFBWarnings(\"NP_NULL_ON_SOME_PATH\")",
                "@SuppressFBWarnings(\"LOCK_NOT_RELESED\")",
                "@SuppressFBWarnings(\"LOCK_ON_LOCK\")",
                "@SuppressFBWarnings(value = \"(\", matchType = SuppressMatchType.REGEX)",
                "lock",
                "lock")));

        assertThat(outcome.reported().notes())
                .containsExactly(
                        "@SuppressFBWarnings(\"LOCK_ON_LOCK\") on p.Desk.sell(Ljava/util/concurrent/locks/Lock;I)I"
                                + " suppresses nothing",
                        "@SuppressFBWarnings(\"LOCK_NOT_RELESED\") on p.Desk.lock names nothing: there is no rule"
                                + " LOCK_NOT_RELESED; did you mean LOCK_NOT_RELEASED?",
                        "@SuppressFBWarnings(\"(\") on parameter 1 of"
                                + " p.Desk.sell(Ljava/util/concurrent/locks/Lock;I)I names nothing: ( is no regular"
                                + " expression");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("3 suppressions miss what they name or give no reason (the option stats tells why)\n");
    }

    @Test
    void theComponentOfARecordIsOneAnnotation() throws IOException, CheckFailure {
        String text = """
                package p;

                import edu.umd.cs.findbugs.annotations.*;
                import java.util.concurrent.locks.*;

                record Desk(@SuppressFBWarnings("LOCK_NOT_RELEASED") Lock lock) {
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

        Outcome outcome = run(sources(text));

        assertThat(outcome.reported().suppressed()).hasSize(1);
        assertThat(outcome.reported().notes()).isEmpty();
        assertThat(run(sources(text.replace("LOCK_NOT_RELEASED", "LOCK_ON_LOCK")))
                        .reported()
                        .notes())
                .containsExactly("@SuppressFBWarnings(\"LOCK_ON_LOCK\") on p.Desk.lock()"
                        + "Ljava/util/concurrent/locks/Lock; suppresses nothing");
    }

    @Test
    void oneCopyOfAComponentsAnnotationIsEnough() throws IOException, CheckFailure {
        String text = """
                package p;

                import edu.umd.cs.findbugs.annotations.*;
                import java.util.concurrent.locks.*;

                record Desk(@SuppressFBWarnings("LOCK_ON_LOCK") ReentrantLock lock, @SuppressFBWarnings("LOCK_ON_LOCK") ReentrantLock more) {
                    static int sold;

                    Desk(%s ReentrantLock lock, %s ReentrantLock more) {
                        synchronized (lock) {
                            sold++;
                        }
                        this.lock = lock;
                        this.more = more;
                    }
                }
                """;
        String word = "@SuppressFBWarnings(\"LOCK_ON_LOCK\")";

        Outcome outcome = run(sources(text.formatted(word, word)));

        assertThat(outcome.reported().suppressed()).hasSize(1);
        assertThat(outcome.reported().notes())
                .containsExactly(
                        "@SuppressFBWarnings(\"LOCK_ON_LOCK\") on p.Desk.more()Ljava/util/concurrent/locks/ReentrantLock; suppresses nothing");
    }

    @Test
    void anAnnotationThatIsOnlyForComponentsCounts() throws IOException, CheckFailure {
        Map<String, String> sources = sources("""
                package p;

                import java.util.concurrent.locks.*;

                record Desk(@q.SuppressFBWarnings Lock lock) {
                    int sell(int n) {
                        lock.lock();
                        if (n > 0) {
                            return n;
                        }
                        lock.unlock();
                        return 0;
                    }
                }
                """);
        sources.put("q/SuppressFBWarnings.java", """
                package q;

                import java.lang.annotation.*;

                @Target(ElementType.RECORD_COMPONENT)
                public @interface SuppressFBWarnings {}
                """);

        assertThat(run(sources).reported().suppressed()).hasSize(1);
    }

    @Test
    void parametersAreCountedFromOne() throws IOException, CheckFailure {
        String text = """
                package p;

                import edu.umd.cs.findbugs.annotations.*;
                import java.util.concurrent.locks.*;

                class Desk {
                    static int sold;

                    %s void sell(@SuppressFBWarnings ReentrantLock lock) {
                        synchronized (lock) {
                            sold++;
                        }
                    }
                }
                """;

        for (String modifier : List.of("", "static")) {
            assertThat(run(sources(text.formatted(modifier))).reported().suppressed())
                    .extracting(one -> one.by().place())
                    .containsExactly("parameter 1 of p.Desk.sell(Ljava/util/concurrent/locks/ReentrantLock;)V");
        }
    }

    @Test
    void anAnnotationMayBeRepeated() throws IOException, CheckFailure {
        Map<String, String> sources = sources(LEAK.formatted(
                "",
                "",
                "@q.SuppressFBWarnings(\"EI_EXPOSE_REP\") @q.SuppressFBWarnings(\"LOCK_NOT_RELEASED\")",
                "",
                "lock",
                "lock"));
        sources.put("q/SuppressFBWarnings.java", """
                package q;

                import java.lang.annotation.*;

                @Repeatable(SuppressFBWarnings.All.class)
                public @interface SuppressFBWarnings {
                    String[] value() default {};

                    @interface All {
                        SuppressFBWarnings[] value();
                    }
                }
                """);

        Outcome outcome = run(sources);

        assertThat(outcome.reported().suppressed())
                .extracting(one -> one.by().words())
                .containsExactly(List.of("LOCK_NOT_RELEASED"));
    }

    @Test
    void copiesThatCompilersMakeOfMethodsAreNotTold() throws IOException, CheckFailure {
        String text = """
                package p;

                import edu.umd.cs.findbugs.annotations.*;
                import java.util.concurrent.locks.*;
                import java.util.function.*;

                class Desk implements Function<Integer, Integer> {
                    private final Lock lock = new ReentrantLock();

                    @Override
                    @SuppressFBWarnings("LOCK_NOT_RELEASED")
                    public Integer apply(@SuppressFBWarnings("HTTP_RESPONSE_SPLITTING") Integer n) {
                        lock.lock();
                        if (n > 0) {
                            return n;
                        }
                        lock.unlock();
                        return 0;
                    }
                }
                """;

        Outcome outcome = run(sources(text));

        assertThat(outcome.reported().suppressed()).hasSize(1);
        assertThat(outcome.reported().notes()).isEmpty();
    }

    @Test
    void whichAnnotationMatchedIsInTheSarif() throws IOException, CheckFailure {
        String text = LEAK.formatted(
                        "",
                        "",
                        "@SuppressFBWarnings(value = \"LOCK_NOT_RELEASED\", justification = \"handed out\")",
                        "",
                        "lock",
                        "lock")
                .replace(
                        "int sell",
                        "int give(int n) { lock.lock(); if (n > 0) { return n; } lock.unlock(); return 0; }"
                                + " int sell");
        text = text.replace("@SuppressFBWarnings(value", "/**/@SuppressFBWarnings(value");

        Outcome outcome = run(sources(text), Format.SARIF);

        assertThat(outcome.failing()).isEqualTo(1);
        JsonArray results = JsonParser.parseString(out.toString(StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonArray("runs")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("results");
        assertThat(results).hasSize(2);
        JsonObject suppressed = onlySuppression(results);
        assertThat(suppressed.get("kind").getAsString()).isEqualTo("inSource");
        assertThat(suppressed.get("justification").getAsString()).isEqualTo("handed out");
        JsonObject location = suppressed.getAsJsonObject("location");
        assertThat(location.getAsJsonObject("message").get("text").getAsString())
                .isEqualTo("@SuppressFBWarnings(\"LOCK_NOT_RELEASED\")");
        assertThat(location.getAsJsonObject("physicalLocation")
                        .getAsJsonObject("artifactLocation")
                        .get("uri")
                        .getAsString())
                .isEqualTo("src/p/Desk.java");
        assertThat(location.getAsJsonArray("logicalLocations")
                        .get(0)
                        .getAsJsonObject()
                        .get("fullyQualifiedName")
                        .getAsString())
                .startsWith("p.Desk.give(I)I");
    }

    private static JsonObject onlySuppression(JsonArray results) {
        JsonArray all = new JsonArray();
        for (JsonElement result : results) {
            all.addAll(result.getAsJsonObject().getAsJsonArray("suppressions"));
        }
        assertThat(all).hasSize(1);
        return all.get(0).getAsJsonObject();
    }

    /** Whether the program's one finding is taken back; the gate and the report follow. */
    private boolean suppresses(String text) throws IOException, CheckFailure {
        out.reset();
        Outcome outcome = run(sources(text));
        List<Finding> findings = outcome.reported().findings();
        List<Suppressed> suppressed = outcome.reported().suppressed();
        assertThat(findings.size() + suppressed.size()).isEqualTo(1);
        assertThat(outcome.exitStatus()).isEqualTo(findings.size());
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(findings.isEmpty() ? "no findings besides 1 suppressed in " : "1 finding (");
        return findings.isEmpty();
    }

    private static Map<String, String> sources(String text) {
        Map<String, String> sources = new HashMap<>();
        sources.put("p/Desk.java", text);
        return sources;
    }

    private Outcome run(Map<String, String> sources, Format... formats) throws IOException, CheckFailure {
        Map<String, String> all = new HashMap<>(sources);
        all.put("edu/umd/cs/findbugs/annotations/SuppressFBWarnings.java", SPOTBUGS);
        all.put("edu/umd/cs/findbugs/annotations/SuppressMatchType.java", MATCH_TYPE);
        Path classes = Javac.compile(all, folder);
        return Check.run(
                new CheckRequest(
                        new AnalysisRequest(List.of(classes), List.of(), 17, 1),
                        List.of(Output.standard(formats.length == 0 ? Format.CONSOLE : formats[0])),
                        Confidence.LOW,
                        FailOn.ERROR,
                        List.of(folder.resolve("src")),
                        folder,
                        "tool explain ",
                        false,
                        false),
                out);
    }
}
