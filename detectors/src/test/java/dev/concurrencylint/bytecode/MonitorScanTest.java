package dev.concurrencylint.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.program.ClassFile;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Monitors;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The index knows which methods have synchronized statements, and on what. */
class MonitorScanTest {
    /** Compiled with this test: one statement of each kind. */
    static class Statements {
        static final Object SHARED = new Object();
        final Object lock = new Object();
        int value;

        void ofThis() {
            synchronized (this) {
                value++;
            }
        }

        void ofField() {
            synchronized (lock) {
                value++;
            }
        }

        static void ofStatic(Statements other) {
            synchronized (SHARED) {
                other.value++;
            }
        }

        void ofParameter(Object given) {
            synchronized (given) {
                value++;
            }
        }

        void ofOthersField(Statements other) {
            synchronized (other.lock) {
                value++;
            }
        }

        static void ofClass() {
            synchronized (Statements.class) {
                SHARED.notifyAll();
            }
        }

        @SuppressWarnings("LockOnNonEnclosingClassLiteral") // on purpose
        static void ofOtherClass() {
            synchronized (MonitorScanTest.class) {
                SHARED.notifyAll();
            }
        }

        boolean empty() {
            synchronized (this) {
                return true;
            }
        }

        synchronized void none() {
            value = 0xC2C2 + value;
        }
    }

    @Test
    void knowsOnWhatTheStatementsAre() throws IOException {
        Map<String, Monitors> monitors = monitors(Statements.class);

        assertThat(monitors.get("ofThis")).returns(true, Monitors::ofThis).returns(false, Monitors::others);
        assertThat(fields(monitors, "ofField")).isEqualTo("lock");
        assertThat(fields(monitors, "ofStatic")).isEqualTo("SHARED");
        assertThat(monitors.get("ofParameter")).isEqualTo(new Monitors(List.of(), false, false, true));
        assertThat(monitors.get("ofOthersField")).isEqualTo(new Monitors(List.of(), false, false, true));
        assertThat(monitors.get("ofClass")).isEqualTo(new Monitors(List.of(), false, true, false));
        assertThat(monitors.get("ofOtherClass")).isEqualTo(new Monitors(List.of(), false, false, true));
        assertThat(monitors.get("empty")).isEqualTo(new Monitors(List.of(), false, false, true));
        assertThat(monitors.get("none")).isSameAs(Monitors.NONE);
    }

    private static String fields(Map<String, Monitors> monitors, String method) {
        return monitors.getOrDefault(method, Monitors.NONE).fields().stream()
                .map(field -> field.name())
                .collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                java.util.concurrent.ConcurrentHashMap.class,
                java.io.PrintStream.class,
                java.lang.Thread.class,
                java.util.Timer.class,
                java.util.regex.Pattern.class
            })
    void findsTheMethodsThatAsmFinds(Class<?> type) throws IOException {
        ClassNode node = new ClassNode();
        new ClassReader(bytes(type)).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        ClassInfo info = index(bytes(type));

        for (MethodNode method : node.methods) {
            boolean enters = false;
            for (AbstractInsnNode instruction : method.instructions) {
                enters |= instruction.getOpcode() == Opcodes.MONITORENTER;
            }
            assertThat(info.method(method.name, method.desc))
                    .as(method.name)
                    .extracting(indexed -> indexed.monitors().any())
                    .isEqualTo(enters);
        }
    }

    @Test
    void suspectsCodeThatBreaksOff() throws IOException {
        byte[] bytes = bytes(Statements.class);
        for (ClassFileScan.Member method : new ClassFileScan(new ClassReader(bytes)).methods()) {
            if (method.name().equals("ofThis")) {
                bytes[method.code() + 8] = (byte) 0xFE; // no instruction has this opcode
            }
        }

        assertThat(index(bytes).method("ofThis", "()V"))
                .extracting(method -> method.monitors().others())
                .isEqualTo(true);
    }

    private static Map<String, Monitors> monitors(Class<?> type) throws IOException {
        return index(bytes(type)).methods().stream()
                .collect(Collectors.toMap(method -> method.ref().name(), MethodInfo::monitors, (a, b) -> a));
    }

    private static ClassInfo index(byte[] bytes) {
        Indexer indexer = new Indexer();
        ClassFile file = new ClassFile() {
            @Override
            public String place() {
                return "A.class";
            }

            @Override
            public byte[] read() {
                return bytes;
            }
        };
        return indexer.index(bytes, new ClassCode(indexer, file, reason -> {}), Standing.ANALYSED);
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            if (in == null) {
                throw new IOException("no class file of " + type);
            }
            return in.readAllBytes();
        }
    }
}
