package dev.concurrencylint.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.jdk.Javac;
import dev.concurrencylint.rules.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Edits of a program, and what becomes of the names of its findings. */
final class FingerprintEditsTest {
    private static final String PROGRAM = """
            package p;

            import java.util.concurrent.locks.*;

            class Desk {
                private final Lock lock = new ReentrantLock();
                private final ReentrantLock gate = new ReentrantLock();
                private int sold;

                int sell(int n) {
                    lock.lock();
                    if (n > 0) {
                        return n;
                    }
                    lock.unlock();
                    return 0;
                }

                int twice(int n) {
                    lock.lock();
                    if (n == 1) {
                        return 1;
                    }
                    lock.unlock();
                    gate.lock();
                    if (n == 3) {
                        return 3;
                    }
                    gate.unlock();
                    lock.lock();
                    if (n == 2) {
                        return 2;
                    }
                    lock.unlock();
                    return 0;
                }

                void later(int n) {
                    Runnable r = () -> {
                        lock.lock();
                        if (n > 0) {
                            return;
                        }
                        lock.unlock();
                    };
                    r.run();
                }

                void guard(ReentrantLock held, int n) {
                    Runnable r = () -> {
                        synchronized (held) {
                            sold++;
                        }
                    };
                    r.run();
                }

                void local(ReentrantLock held, int n) {
                    new Runnable() {
                        @Override
                        public void run() {
                            synchronized (held) {
                                sold++;
                            }
                        }
                    }.run();
                }

                void exclude(ReentrantLock held) {
                    synchronized (held) {
                        sold++;
                    }
                }
            }
            """;

    /**
     * An edit.
     *
     * @param replacements texts in turn, each followed by what it becomes
     * @param changes the method whose findings are others afterwards; empty if all keep their names
     * @param fixes how many findings are gone
     */
    private record Edit(String name, List<String> replacements, String changes, int fixes) {
        String apply(String text) {
            String edited = text;
            for (int i = 0; i < replacements.size(); i += 2) {
                assertThat(edited).contains(replacements.get(i));
                edited = edited.replace(replacements.get(i), replacements.get(i + 1));
            }
            return edited;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Edit keeps(String name, String... replacements) {
        return new Edit(name, List.of(replacements), "", 0);
    }

    private static Edit changes(String name, String method, String before, String after) {
        return new Edit(name, List.of(before, after), method, 0);
    }

    private static Edit fixes(String name, int number, String before, String after) {
        return new Edit(name, List.of(before, after), "", number);
    }

    static List<Edit> edits() {
        String sell = method("int sell", "int twice");
        String twice = method("int twice", "void later");
        String first = twice.substring(0, twice.indexOf("        gate.lock();"));
        return List.of(
                keeps("a comment above", "package p;", "// a word\n/* and\nmore */\npackage p;"),
                keeps("imports", "import java.util", "import java.util.List;\nimport java.util.Map;\nimport java.util"),
                keeps(
                        "an import one by one",
                        "locks.*;",
                        "locks.Lock;\nimport java.util.concurrent.locks.ReentrantLock;"),
                keeps("blank lines", "\n", "\n\n"),
                keeps("all on few lines", ";\n", "; "),
                keeps("a line for each word", " ", "\n"),
                keeps("tabs", "    ", "\t"),
                keeps("a statement broken up", "lock.lock();", "lock\n.\nlock\n(\n)\n;"),
                keeps("a field above", "    private int sold;", "    private long bought;\n    private int sold;"),
                keeps(
                        "a lock above",
                        "    private int sold;",
                        "    private final Lock more = new ReentrantLock();\n private int sold;"),
                keeps(
                        "fields in another order",
                        "    private int sold;\n",
                        "",
                        "class Desk {\n",
                        "class Desk {\n    private int sold;\n"),
                keeps("a method above", "    int sell", "    void first() {}\n\n    int sell"),
                keeps("an overload above", "    int sell", "    int sell(long n) { return 0; }\n\n    int sell"),
                keeps("a method below", "    void exclude", "    void last() {}\n\n    void exclude"),
                keeps("a method moved down", sell, "", "    void exclude", sell + "    void exclude"),
                keeps("a method moved up", twice, "", "    int sell", twice + "    int sell"),
                keeps("a lambda above", "    int sell", "    Runnable idle() { return () -> {}; }\n\n    int sell"),
                keeps(
                        "a lambda before, in the method",
                        "        Runnable r = () -> {",
                        "        Runnable q = () -> {}; q.run();\n        Runnable r = () -> {"),
                keeps(
                        "a lambda around",
                        "        lock.lock();\n        if (n == 1) {",
                        "        Runnable q = () -> System.out.println(n); q.run();\n        lock.lock();\n        if (n == 1) {"),
                keeps(
                        "a lambda that captures more",
                        "            synchronized (held) {\n                sold++;",
                        "            System.out.println(n);\n            synchronized (held) {\n                sold++;"),
                keeps(
                        "a lambda that captures another lock",
                        "    void guard(ReentrantLock held, int n) {\n",
                        "    void guard(ReentrantLock held, int n) {\n        Object extra = new Object();\n",
                        "            synchronized (held) {\n                sold++;",
                        "            System.out.println(extra);\n            synchronized (held) {\n                sold++;"),
                keeps(
                        "a lambda as an anonymous class elsewhere",
                        "    int sell",
                        "    Runnable idle() { return new Runnable() { public void run() {} }; }\n\n    int sell"),
                keeps(
                        "a local class above",
                        "    int sell",
                        "    void idle() { class Idle {} new Idle(); }\n\n    int sell"),
                keeps(
                        "a nested class above",
                        "    int sell",
                        "    static class Nested { void run() {} }\n\n    int sell"),
                keeps("a captured variable renamed", "held", "kept"),
                keeps("a parameter renamed", "int n", "int n /* of tickets */"),
                keeps(
                        "a parameter renamed in one method",
                        sell,
                        sell.replace("int n", "int count")
                                .replace("n > 0", "count > 0")
                                .replace("return n", "return count")),
                keeps(
                        "a local variable for the lock",
                        sell,
                        sell.replace("        lock.lock();", "        Lock mine = lock;\n        mine.lock();")),
                keeps(
                        "a local variable in the way",
                        sell,
                        sell.replace(
                                "        lock.lock();",
                                "        int a = n;\n        long b = a;\n        lock.lock();\n        a += (int) b;")),
                keeps(
                        "code before",
                        sell,
                        sell.replace("        lock.lock();", "        System.out.println(n);\n        lock.lock();")),
                keeps(
                        "code under the lock",
                        sell,
                        sell.replace("        if (n > 0)", "        sold++;\n        if (n > 0)")),
                keeps(
                        "code behind",
                        sell,
                        sell.replace("        return 0;", "        System.out.println(n);\n        return 0;")),
                keeps(
                        "another lock used before",
                        sell,
                        sell.replace(
                                "        lock.lock();",
                                "        gate.lock();\n        gate.unlock();\n        lock.lock();")),
                keeps("the condition written otherwise", sell, sell.replace("n > 0", "!(n <= 0)")),
                keeps(
                        "a switch for the condition",
                        sell,
                        sell.replace(
                                "if (n > 0)", "switch (n) { case 1: case 2: return n; default: }\n        if (n > 2)")),
                keeps("a this", "        lock.lock();", "        this.lock.lock();"),
                keeps(
                        "modifiers",
                        "class Desk",
                        "public final class Desk",
                        "    int sell",
                        "    public int sell",
                        "    private int sold",
                        "    volatile int sold"),
                keeps("an interface", "class Desk", "class Desk implements java.io.Serializable"),
                keeps("an annotation", "    int sell", "    @Deprecated\n    int sell"),
                keeps("an exception declared", "int sell(int n) {", "int sell(int n) throws IllegalStateException {"),
                keeps(
                        "another implementation of the lock",
                        "Lock lock = new ReentrantLock()",
                        "Lock lock = new ReentrantLock(true)"),
                keeps("a second class in the file", "class Desk", "class Other { void m() {} }\n\nclass Desk"),
                fixes(
                        "the first of two equal findings fixed",
                        1,
                        first,
                        first.replace("return 1;", "lock.unlock();\n            return 1;")),
                fixes(
                        "the second of two equal findings fixed",
                        1,
                        "            return 2;",
                        "            lock.unlock();\n            return 2;"),
                fixes(
                        "another finding of the method fixed",
                        1,
                        "            return 3;",
                        "            gate.unlock();\n            return 3;"),
                fixes(
                        "the first of two equal findings fixed with finally",
                        1,
                        first,
                        first.replace(
                                "        if (n == 1) {\n            return 1;\n        }\n        lock.unlock();",
                                "        try {\n            if (n == 1) {\n                return 1;\n            }\n        } finally {\n            lock.unlock();\n        }")),
                fixes(
                        "a finding of another method fixed",
                        1,
                        sell,
                        sell.replace("return n;", "lock.unlock();\n            return n;")),
                changes("the method renamed", "sell", "int sell", "int vend"),
                changes("the method with another parameter", "sell", "int sell(int n)", "int sell(int n, int m)"),
                changes("the method for another lock", "sell", sell, sell.replace("lock.", "gate.")));
    }

    private static String method(String from, String to) {
        return PROGRAM.substring(PROGRAM.indexOf("    " + from), PROGRAM.indexOf("    " + to));
    }

    @TempDir
    private Path folder;

    @Test
    void theProgramHasFindingsOfEachKind() throws IOException, InputException {
        SortedMap<String, NavigableSet<String>> findings = fingerprints(PROGRAM, "before");

        assertThat(findings.keySet()).containsExactly("exclude", "guard", "later", "run", "sell", "twice");
        assertThat(findings.get("twice")).hasSize(3);
        assertThat(edits())
                .hasSizeGreaterThanOrEqualTo(40)
                .extracting(Edit::name)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("edits")
    void anEditKeepsTheNamesOfFindings(Edit edit) throws IOException, InputException {
        String edited = edit.apply(PROGRAM);
        assertThat(edited).isNotEqualTo(PROGRAM);

        SortedMap<String, NavigableSet<String>> before = fingerprints(PROGRAM, "before");
        SortedMap<String, NavigableSet<String>> after = fingerprints(edited, "after");

        NavigableSet<String> kept = all(before);
        kept.retainAll(all(after));
        if (!edit.changes().isEmpty()) {
            NavigableSet<String> others = all(before);
            others.removeAll(before.getOrDefault(edit.changes(), new TreeSet<>()));
            assertThat(all(after)).hasSameSizeAs(all(before)).containsAll(others);
            assertThat(kept).isEqualTo(others);
        } else {
            assertThat(kept).hasSize(all(before).size() - edit.fixes());
            assertThat(kept).isEqualTo(all(after));
        }
    }

    /** In one class, the same fault in anonymous and local classes of three methods. */
    private static final String CLASSES = """
            package p;

            import java.util.concurrent.locks.*;

            class Desk {
                private int sold;

                void first(ReentrantLock held) {
                    new Runnable() { public void run() { synchronized (held) { sold++; } } }.run();
                }

                void second(ReentrantLock held) {
                    new Runnable() { public void run() { synchronized (held) { sold++; } } }.run();
                }

                void third(ReentrantLock held) {
                    class Till { void run() { synchronized (held) { sold++; } } }
                    new Till().run();
                }

                void fourth(ReentrantLock held) {
                    class Till { void run() { synchronized (held) { sold++; } } }
                    new Till().run();
                }
            }
            """;

    @Test
    void classesInMethodsAreKnownByTheMethod() throws IOException, InputException {
        String fault = "synchronized (held) { sold++; }";
        String idle =
                "    void idle() { new Runnable() { public void run() {} }.run(); class Till {} new Till(); }\n\n";
        SortedMap<String, String> before = lines(CLASSES, "before");

        SortedMap<String, String> added = lines(CLASSES.replace("    void first", idle + "    void first"), "added");
        SortedMap<String, String> fixed = lines(
                CLASSES.substring(0, CLASSES.indexOf(fault)) + "synchronized (this) { sold++; }"
                        + CLASSES.substring(CLASSES.indexOf(fault) + fault.length()),
                "fixed");

        assertThat(before.keySet()).containsExactly("first", "fourth", "second", "third");
        assertThat(before.values()).doesNotHaveDuplicates();
        assertThat(before.get("first")).startsWith("p.Desk$.run()V in p.Desk.first(");
        assertThat(before.get("third")).startsWith("p.Desk$Till.run()V in p.Desk.third(");
        assertThat(added).isEqualTo(before);
        before.remove("first");
        assertThat(fixed).isEqualTo(before);
    }

    /** A line of a baseline and the fingerprint, by the method around. */
    private SortedMap<String, String> lines(String text, String name) throws IOException, InputException {
        Path classes = Javac.compile(Map.of("p/Desk.java", text), folder.resolve(name));
        SortedMap<String, String> lines = new TreeMap<>();
        for (Finding finding : Engine.analyse(new AnalysisRequest(List.of(classes), List.of(), 17, 1))
                .findings()) {
            Accepted line = Accepted.of(finding, 1);
            lines.put(
                    finding.around().get(0).name(), line.method() + " " + line.family() + " " + finding.fingerprint());
        }
        return lines;
    }

    private static NavigableSet<String> all(Map<String, NavigableSet<String>> findings) {
        NavigableSet<String> all = new TreeSet<>();
        findings.values().forEach(all::addAll);
        return all;
    }

    /** By the names of the source methods. */
    private SortedMap<String, NavigableSet<String>> fingerprints(String text, String name)
            throws IOException, InputException {
        Path classes = Javac.compile(Map.of("p/Desk.java", text), folder.resolve(name));
        RunResult result = Engine.analyse(new AnalysisRequest(List.of(classes), List.of(), 17, 1));
        SortedMap<String, NavigableSet<String>> findings = new TreeMap<>();
        for (Finding finding : result.findings()) {
            assertThat(findings.computeIfAbsent(finding.place().source().name(), k -> new TreeSet<>())
                            .add(finding.fingerprint()))
                    .as("told apart")
                    .isTrue();
        }
        return findings;
    }
}
