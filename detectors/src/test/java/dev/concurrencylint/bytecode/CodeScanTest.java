package dev.concurrencylint.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.Getter;
import dev.concurrencylint.program.MethodBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The scan of the index sees the same instructions as ASM's own reader. */
class CodeScanTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                java.util.concurrent.ConcurrentHashMap.class,
                java.util.regex.Pattern.class,
                java.lang.Character.class,
                java.util.concurrent.ThreadPoolExecutor.class,
                java.util.stream.Collectors.class,
                ClassReader.class,
                Emitter.class
            })
    void seesWhatAsmSees(Class<?> type) throws IOException {
        byte[] bytes = bytes(type);
        Map<String, MethodBody> bodies = new Indexer().bodies(bytes);
        ClassNode node = new ClassNode();
        new ClassReader(bytes).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        for (MethodNode method : node.methods) {
            if (method.instructions.size() == 0) {
                assertThat(bodies).doesNotContainKey(method.name + method.desc);
                continue;
            }
            assertThat(bodies).containsKey(method.name + method.desc);
            MethodBody body = bodies.getOrDefault(method.name + method.desc, MethodBody.NONE);
            List<MethodRef> calls = new ArrayList<>();
            List<FieldRef> written = new ArrayList<>();
            int size = 0;
            for (AbstractInsnNode instruction : method.instructions) {
                size += instruction.getOpcode() >= 0 ? 1 : 0;
                if (instruction instanceof MethodInsnNode call) {
                    calls.add(new MethodRef(call.owner, call.name, call.desc));
                } else if (instruction instanceof FieldInsnNode field
                        && (field.getOpcode() == Opcodes.PUTFIELD || field.getOpcode() == Opcodes.PUTSTATIC)) {
                    written.add(new FieldRef(field.owner, field.name, field.desc));
                }
            }
            assertThat(body.size()).as(method.name).isEqualTo(size);
            assertThat(body.calls().stream().map(CallSite::method)).containsExactlyElementsOf(calls);
            assertThat(body.written()).containsExactlyElementsOf(written);
        }
    }

    @Test
    void knowsHandlersThrowsAndGetters() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V1_6, Opcodes.ACC_PUBLIC, "a/B", null, "java/lang/Object", null);
        MethodVisitor getter = writer.visitMethod(0, "get", "()I", null, null);
        getter.visitCode();
        getter.visitVarInsn(Opcodes.ALOAD, 0);
        getter.visitFieldInsn(Opcodes.GETFIELD, "a/B", "x", "I");
        getter.visitInsn(Opcodes.IRETURN);
        getter.visitMaxs(0, 0);
        MethodVisitor thrower = writer.visitMethod(0, "fail", "()V", null, null);
        thrower.visitCode();
        Label from = new Label();
        Label to = new Label();
        Label handler = new Label();
        thrower.visitTryCatchBlock(from, to, handler, "java/io/IOException");
        thrower.visitLabel(from);
        thrower.visitMethodInsn(Opcodes.INVOKESTATIC, "a/B", "work", "()V", false);
        thrower.visitLabel(to);
        thrower.visitTypeInsn(Opcodes.NEW, "a/Failure");
        thrower.visitInsn(Opcodes.DUP);
        thrower.visitMethodInsn(Opcodes.INVOKESPECIAL, "a/Failure", "<init>", "()V", false);
        thrower.visitInsn(Opcodes.ATHROW);
        thrower.visitLabel(handler);
        thrower.visitInsn(Opcodes.ATHROW);
        thrower.visitMaxs(0, 0);
        writer.visitEnd();

        Map<String, MethodBody> bodies = new Indexer().bodies(writer.toByteArray());

        assertThat(bodies.getOrDefault("get()I", MethodBody.NONE).getter())
                .isEqualTo(new Getter(new FieldRef("a/B", "x", "I"), true));
        MethodBody fail = bodies.getOrDefault("fail()V", MethodBody.NONE);
        assertThat(fail.thrown()).containsExactly("a/Failure");
        assertThat(fail.returns()).isFalse();
        assertThat(fail.calls().get(0).stopped()).containsExactly("java/io/IOException");
        assertThat(fail.calls().get(1).stopped()).isEmpty();
    }

    @Test
    void endsOnCodeThatBreaksOff() throws IOException {
        byte[] bytes = bytes(Emitter.class);
        ClassFileScan file = new ClassFileScan(new ClassReader(bytes));
        int code = file.methods().stream()
                .mapToInt(ClassFileScan.Member::code)
                .max()
                .orElseThrow();
        bytes[code + 8] = (byte) 0xFE; // no instruction has this opcode
        assertThatThrownBy(() -> new Indexer().bodies(bytes)).isInstanceOf(RuntimeException.class);
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
