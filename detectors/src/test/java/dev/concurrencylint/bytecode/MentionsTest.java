package dev.concurrencylint.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.program.ClassFile;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Whatever a class's code uses can be found by its name, and its code is read only then. */
class MentionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"work", "größe", "実行", "a\u0000b", "x\uD83D\uDE00"})
    void findsWhatTheCodeUses(String name) {
        Program program = program(caller(name), new ArrayList<>());

        assertThat(program.mentioning(name, "()V")).extracting(ClassInfo::name).containsExactly("a/B");
        assertThat(program.mentioningField(name)).extracting(ClassInfo::name).containsExactly("a/B");
        assertThat(program.mentioning(name, "()I")).isEmpty();
        assertThat(program.mentioning("other", "()V")).isEmpty();
    }

    @Test
    void findsConstructorsByTheirClass() {
        Program program = program(maker(), new ArrayList<>());

        assertThat(program.mentioning(new MethodRef("a/C", "<init>", "()V")))
                .extracting(ClassInfo::name)
                .containsExactly("a/B");
        assertThat(program.mentioning(new MethodRef("a/D", "<init>", "()V"))).isEmpty();
        assertThat(program.mentioning(new MethodRef("a/C", "<init>", "(I)V"))).isEmpty();
    }

    @Test
    void tellsOfBrokenCodeOnceAndKnowsNothingOfIt() {
        byte[] bytes = caller("work");
        int code = new ClassFileScan(Readers.of(bytes)).methods().get(0).code();
        bytes[code + 8] = (byte) 0xFE;
        List<String> broken = new ArrayList<>();
        Program program = program(bytes, broken);

        assertThat(broken).isEmpty();
        ClassInfo type = program.classes().firstEntry().getValue();
        assertThat(type.methods())
                .allSatisfy(method -> assertThat(method.calls()).isEmpty());
        assertThat(broken).singleElement().asString().contains("is not a readable class file");
    }

    private static Program program(byte[] bytes, List<String> broken) {
        Indexer indexer = new Indexer();
        ClassFile file = new ClassFile() {
            @Override
            public String place() {
                return "a/B.class";
            }

            @Override
            public byte[] read() {
                return bytes;
            }
        };
        ClassInfo type = indexer.index(bytes, new ClassCode(indexer, file, broken::add), Standing.ANALYSED);
        return new Program(Map.of(type.name(), type), name -> null);
    }

    private static byte[] maker() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V1_6, Opcodes.ACC_PUBLIC, "a/B", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "make", "()V", null, null);
        method.visitCode();
        method.visitTypeInsn(Opcodes.NEW, "a/C");
        method.visitInsn(Opcodes.DUP);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, "a/C", "<init>", "()V", false);
        method.visitInsn(Opcodes.POP);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static byte[] caller(String name) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V1_6, Opcodes.ACC_PUBLIC, "a/B", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "caller", "()V", null, null);
        method.visitCode();
        method.visitMethodInsn(Opcodes.INVOKESTATIC, "a/C", name, "()V", false);
        method.visitInsn(Opcodes.ICONST_0);
        method.visitFieldInsn(Opcodes.PUTSTATIC, "a/C", name, "I");
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        MethodVisitor second = writer.visitMethod(Opcodes.ACC_STATIC, "second", "()V", null, null);
        second.visitCode();
        second.visitInsn(Opcodes.RETURN);
        second.visitMaxs(0, 0);
        writer.visitEnd();
        return writer.toByteArray();
    }
}
