package dev.concurrencylint.claims.loops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.specification.Label;
import dev.concurrencylint.specification.LabelledSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A line that is said to block an event loop is caught there when the program runs, and no other line is. The judges are BlockHound with what Netty and
 * Reactor tell it of their threads, the checks of Netty's, Reactor's and Vert.x's own futures, and Vert.x's checker of blocked threads. What a judge
 * can't see says {@code // not run} and why, or {@code // not run by vertx}; it must need to.
 */
final class LoopClaimsTest {
    /** The second is the first, where nobody else could end the wait. */
    private static final Set<String> RULES = Set.of("ASYNC_BLOCKS_EVENT_LOOP", "ASYNC_WAITS_FOR_ITSELF");

    private static final String NOT_RUN = "// not run: ";
    /** A JVM with a judge inside has started, run everything and waited for what comes late. */
    private static final int MOST_MINUTES = 10;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "blockhound, AsyncBlocksEventLoopLoudNetty",
        "blockhound, AsyncBlocksEventLoopLoudFar",
        "blockhound, AsyncBlocksEventLoopLoudReactor",
        "blockhound, AsyncBlocksEventLoopLoudVertx",
        "blockhound, AsyncBlocksEventLoopQuietNetty",
        "blockhound, AsyncBlocksEventLoopQuietReactor",
        "blockhound, AsyncBlocksEventLoopQuietTraps",
        "blockhound, AsyncBlocksEventLoopQuietVertx",
        "vertx, AsyncBlocksEventLoopLoudVertx",
        "vertx, AsyncBlocksEventLoopQuietVertx",
    })
    void theLinesThatAreCaughtAreThoseThatSaySo(String judge, String name) throws IOException, InterruptedException {
        LabelledSource source = source(name);
        SortedSet<String> expected = claimed(source, judge);
        SortedSet<String> excluded = excluded(source);
        SortedSet<String> caught = caught(judge, source, expected);
        // What claims nothing, and is excluded, is caught for another reason.
        assertThat(caught).containsAll(expected);
        caught.removeAll(expected);
        assertThat(excluded).containsAll(caught);
    }

    private static LabelledSource source(String name) {
        return LabelledSource.all().stream()
                .filter(source -> source.path().equals("async/" + name + ".java"))
                .findFirst()
                .orElseThrow();
    }

    /** The lines that are excluded though nothing is claimed of them. */
    private static SortedSet<String> excluded(LabelledSource source) {
        return IntStream.rangeClosed(1, source.lines().size())
                .filter(line -> source.lines().get(line - 1).contains(NOT_RUN)
                        && source.labels().stream().noneMatch(label -> label.line() == line))
                .mapToObj(line -> Path.of(source.path()).getFileName() + ":" + line)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedSet<String> claimed(LabelledSource source, String judge) {
        return source.labels().stream()
                .filter(label -> RULES.contains(label.rule()) && label.kind() != Label.Kind.FALSE)
                .map(Label::line)
                .filter(line -> !source.lines().get(line - 1).contains(NOT_RUN)
                        && !source.lines().get(line - 1).contains("// not run by " + judge + ": "))
                .map(line -> Path.of(source.path()).getFileName() + ":" + line)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the judge says in a JVM of its own. */
    private SortedSet<String> caught(String judge, LabelledSource source, SortedSet<String> expected)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+AllowRedefinitionToAddDeleteMethods",
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LoopRuns.class.getName(),
                judge));
        String top = "dev.concurrencylint.fixtures."
                + source.path().replace(".java", "").replace('/', '.');
        if (source.path().contains("Quiet")) {
            // What is meant to be right is used as the program itself uses it.
            made(top).forEach(name -> command.add("-" + name));
        }
        command.add(top);
        command.addAll(expected);
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(() -> text(out)).isZero();
        return text(out)
                .lines()
                .filter(line -> line.startsWith("caught "))
                .map(line -> line.substring("caught ".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The classes of the file that it makes objects of. */
    private static SortedSet<String> made(String top) {
        SortedSet<String> made = new TreeSet<>();
        String prefix = top.replace('.', '/');
        LabelledSource.root().files("", ".class").forEach((path, bytes) -> {
            if (path.startsWith(prefix)) {
                new ClassReader(bytes)
                        .accept(new Makers(made, prefix), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            }
        });
        return made;
    }

    private static final class Makers extends ClassVisitor {
        private final SortedSet<String> made;
        private final String prefix;

        private Makers(SortedSet<String> made, String prefix) {
            super(Opcodes.ASM9);
            this.made = made;
            this.prefix = prefix;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitLdcInsn(Object constant) {
                    // By their class, or by their name.
                    String name = constant instanceof Type type ? type.getInternalName() : String.valueOf(constant);
                    if (name.replace('.', '/').startsWith(prefix)) {
                        made.add(name.replace('/', '.'));
                    }
                }

                @Override
                public void visitTypeInsn(int opcode, String type) {
                    if (opcode == Opcodes.NEW && type.startsWith(prefix)) {
                        made.add(type.replace('/', '.'));
                    }
                }
            };
        }
    }
}
