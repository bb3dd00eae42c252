package dev.concurrencylint.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** A small program with the same fault in several places, some of them annotated. */
final class Subject {
    static final String KNOWN = "a.Accounts.known(Z)I";
    static final String OTHER = "a.Other.known(Z)I";
    static final String FRESH = "a.Accounts.fresh(Z)I";

    private static final String FAULT = """
                lock.lock();
                if (early) { return 1; }
                lock.unlock();
                return 0;
            """;

    private static final String ACCOUNTS = """
            package a;
            import edu.umd.cs.findbugs.annotations.*;
            import java.util.concurrent.locks.*;
            class Accounts {
                private final Lock lock = new ReentrantLock();
                @SuppressFBWarnings("LOCK_NOT_RELEASED") final Lock quiet = new ReentrantLock();
                int known(boolean early) {
            FAULT    }
                @SuppressFBWarnings("locks") int onTheMethod(boolean early) {
            FAULT    }
                @SuppressFBWarnings("LOCK_NOT_RELEASED") java.util.function.IntSupplier inALambda(boolean early) {
                    return () -> {
            FAULT        };
                }
                @SuppressFBWarnings(value = "locks", matchType = SuppressMatchType.EXACT) int inOurSpelling(boolean early) {
            FAULT    }
                @SuppressFBWarnings("LOCK_NOT_RELEASED") int inAClass(boolean early) {
                    return new Object() { int quiet() {
            FAULT        } }.quiet();
                }
                int sold;
                void onTheParameter(@SuppressFBWarnings("LOCK_ON_LOCK") ReentrantLock one) {
                    synchronized (one) { sold++; }
                }
                int onTheField(boolean early) {
                    quiet.lock();
                    if (early) { return 1; }
                    quiet.unlock();
                    return 0;
                }
            }
            @SuppressFBWarnings("LOCK_NOT_RELEASED")
            class OnTheClass {
                private final Lock lock = new ReentrantLock();
                int quiet(boolean early) {
            FAULT    }
            }
            class Visitor {
                int quiet(Accounts of, boolean early) {
                    of.quiet.lock();
                    if (early) { return 1; }
                    of.quiet.unlock();
                    return 0;
                }
            }
            class Other {
                private final Lock lock = new ReentrantLock();
                int known(boolean early) {
            FAULT    }
            }
            """;

    private Subject() {}

    /** Compiled below the folder. */
    static Path compile(Path folder, SpotBugs spotBugs) throws IOException {
        return compile(folder, spotBugs, ACCOUNTS);
    }

    /** The same program with a comment above one of the faults. */
    static Path compileCommented(Path folder, SpotBugs spotBugs) throws IOException {
        String comment = "// concurrency-lint: ignore LOCK_NOT_RELEASED because close() gives it back";
        return compile(
                folder, spotBugs, ACCOUNTS.replaceFirst("(int known.*\n)", "$1                " + comment + "\n"));
    }

    /** The same program, moved down and reformatted, with a fault more. */
    static Path compileLater(Path folder, SpotBugs spotBugs) throws IOException {
        String moved = ACCOUNTS.replace(
                        "class Accounts {", "\n\n\nclass Accounts\n{\n    int fresh(boolean early) {\nFAULT    }\n")
                .replace("early) {", "early)\n{");
        return compile(folder, spotBugs, moved);
    }

    private static Path compile(Path folder, SpotBugs spotBugs, String text) throws IOException {
        Path source = Files.createDirectories(folder.resolve("src/a")).resolve("Accounts.java");
        Files.writeString(source, text.replace("FAULT", FAULT));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-g",
                        "--release",
                        "17",
                        "-cp",
                        spotBugs.library().resolve("spotbugs-annotations.jar").toString(),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(status).isZero();
        return classes;
    }
}
