package dev.concurrencylint.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.jdk.Javac;
import dev.concurrencylint.program.DeclaredGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the declarations of fields say in their sources, and what comes of it. */
final class FieldGuardsTest {
    @TempDir
    private Path folder;

    @Test
    void annotationsAndCommentsNameLocks() throws IOException {
        assertThat(guards("""
                package p;

                class A {
                    @GuardedBy("this") int a;
                    @GuardedBy({"lock", "A.class"}) private int b, c;

                    /** How many. Guarded by {@link #lock}. */
                    int d;

                    int e; // guarded by "this"
                    // @GuardedBy("lock")
                    int f;
                    /* Protected by
                     * the lock on {@code other.lock}; see there. */
                    int g;

                    class B {
                        int h; // synchronized on A.this
                    }
                }
                """))
                .containsExactly(
                        "p/A a this",
                        "p/A b lock",
                        "p/A c lock",
                        "p/A b A.class",
                        "p/A c A.class",
                        "p/A d lock comment",
                        "p/A e this comment",
                        "p/A f lock comment",
                        "p/A g other.lock comment",
                        "p/A$B h A.this comment");
    }

    @Test
    void otherWordsNameNone() throws IOException {
        assertThat(guards("""
                class A {
                    /** Not guarded by lock: only one thread has it. */
                    int a;
                    // guarded by this flag
                    int b;
                    // What follows is guarded by lock.

                    void m() {} // guarded by lock
                    int c;
                    int d; int e; // a guard
                    Object f = new Object() { int g; /* guarded by this */ };
                }
                """)).isEmpty();
    }

    @Test
    void aGuardThatOnlySourcesTellIsMissed() throws IOException, InputException {
        String source = """
                class A {
                    private final Object lock = new Object();
                    private int a; // guarded by lock
                    private int b;
                    private int c; // guarded by the owner

                    void both() {
                        synchronized (lock) {
                            a++;
                            b++;
                            c++;
                        }
                    }

                    void one() {
                        a++;
                        b--;
                        c--;
                    }

                    void other() {
                        a = b;
                        b = c;
                    }

                    int read() {
                        return a;
                    }
                }
                """;
        Path classes = Javac.compile(Map.of("A.java", source), folder);
        AnalysisRequest request = new AnalysisRequest(List.of(classes), List.of(), 17, 2);

        assertThat(findings(request)).isEmpty();
        assertThat(findings(request.withSources(List.of(folder.resolve("src")))))
                .containsExactly("one MEDIUM", "other MEDIUM", "read LOW");
    }

    private static List<String> findings(AnalysisRequest request) throws InputException {
        return Engine.analyse(request).findings().stream()
                .filter(finding -> finding.rule().id().equals("VISIBILITY_GUARD_MISSED"))
                .map(finding -> finding.place().source().name() + " " + finding.confidence())
                .toList();
    }

    private List<String> guards(String source) throws IOException {
        String path = source.startsWith("package") ? "p/A.java" : "A.java";
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, source);
        String name = path.substring(0, path.length() - 5).replace('/', '.');
        return FieldGuards.in(new SourceFiles(List.of(folder)), List.of(name), 1).stream()
                .map(FieldGuardsTest::text)
                .toList();
    }

    private static String text(DeclaredGuard guard) {
        return guard.className() + " " + guard.field() + " " + guard.words() + (guard.isComment() ? " comment" : "");
    }
}
