package dev.concurrencylint.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.check.CheckFailure;
import dev.concurrencylint.findings.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes that fit together as no program's do: cycles of inheritance, members twice, names that are none. */
final class AbsurdProgramsTest {
    private static final String LOCK = "java/util/concurrent/locks/Lock";
    private static final String RUN = "()V";

    @TempDir
    private Path folder;

    private Ward ward;

    @BeforeEach
    void open() throws IOException, CheckFailure {
        ward = new Ward(folder);
    }

    @Test
    void aClassThatExtendsItself() throws IOException {
        assertThat(ward.examine(List.of(file(type("absurd/A", "absurd/A", "absurd/A"))), List.of()))
                .isEmpty();
    }

    @Test
    void classesAndInterfacesInCircles() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            files.add(file(type("absurd/C" + i, "absurd/C" + (i + 1) % 3, "absurd/I" + i, LOCK)));
            files.add(file(type("absurd/I" + i, "java/lang/Object", "absurd/I" + (i + 2) % 3, "absurd/C" + i)));
        }

        assertThat(ward.examine(files, List.of())).isEmpty();
    }

    @Test
    void theSameOnTheClassPath() throws IOException {
        Path library = Files.createDirectories(folder.resolve("library/absurd"));
        Files.write(
                library.resolve("C0.class"),
                type("absurd/C0", "absurd/C1", LOCK).toByteArray());
        Files.write(
                library.resolve("C1.class"),
                type("absurd/C1", "absurd/C0", LOCK).toByteArray());
        Files.write(
                library.resolve("Cut.class"),
                Arrays.copyOf(type("absurd/Cut", "absurd/C0").toByteArray(), 150));
        List<Path> files = List.of(
                file(type("absurd/User", "absurd/C0", LOCK)),
                file(type("absurd/Other", "absurd/Cut")),
                file(type("absurd/Third", "absurd/../../healthy/Healthy")));

        List<Problem> problems = ward.examine(files, List.of(library.resolveSibling(""), folder.resolve("none")));

        assertThat(problems).hasSize(1).first().asString().contains("2.class", "a class has a name that can't be");
    }

    @Test
    void aSecondClassOfTheSameNameHidesNothing() throws IOException {
        assertThat(ward.examine(List.of(file(type("healthy/Healthy", "java/lang/Thread"))), List.of()))
                .isEmpty();
    }

    @Test
    void membersTwice() throws IOException {
        ClassWriter type = type("absurd/Twice", "java/lang/Object");
        for (int i = 0; i < 3; i++) {
            type.visitField(i, "lock", "L" + LOCK + ";", null, null);
            lockingMethod(type, "absurd/Twice", "twice", null);
        }

        assertThat(ward.examine(List.of(file(type)), List.of())).isEmpty();
    }

    @Test
    void sixtyThousandMembers() throws IOException {
        ClassWriter type = type("absurd/Many", "java/lang/Object");
        for (int i = 0; i < 30_000; i++) {
            type.visitField(0, "f" + i, "I", null, null);
            type.visitMethod(Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE, "m", "()L" + i + ";", null, null);
        }

        assertThat(ward.examine(List.of(file(type)), List.of())).isEmpty();
    }

    @Test
    void thirtyThousandMethodsThatLock() throws IOException {
        ClassWriter type = type("absurd/Locks", "java/lang/Object");
        for (int i = 0; i < 30_000; i++) {
            lockingMethod(type, "absurd/Locks", "m" + i, null);
        }

        assertThat(ward.examine(List.of(file(type)), List.of())).isEmpty();
    }

    @Test
    void aChainOfTenThousandCalls() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            ClassWriter type = new ClassWriter(0);
            type.visit(Opcodes.V17, 0, "absurd/L" + i, null, "java/lang/Object", null);
            for (int k = 0; k < 200; k++) {
                int next = i * 200 + k + 1;
                lockingMethod(type, "absurd/L" + i, "m" + (next - 1), "absurd/L" + next / 200 + " m" + next);
            }
            files.add(file(type));
        }

        assertThat(ward.examine(files, List.of())).isEmpty();
    }

    @Test
    void namesThatMeanSomethingElsewhere() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name :
                List.of("a\n\u001bb\u0000", "\ud800", "<init>", "<clinit>", "x".repeat(65_000), "\\\\a\\b")) {
            ClassWriter type = type("absurd/" + name.replace('<', '('), "java/lang/Object");
            type.visitSource(name + ".java", null);
            lockingMethod(type, "absurd/" + name.replace('<', '('), name, null);
            files.add(file(type));
        }

        assertThat(ward.examine(files, List.of())).isEmpty();
    }

    @Test
    void everyFlagAtOnce() throws IOException {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V17, 0xFFFF, "absurd/Flags", null, "java/lang/Object", null);
        type.visitField(0xFFFF, "lock", "L" + LOCK + ";", null, null);
        MethodVisitor code = type.visitMethod(0xFFFF, "m", RUN, null, null);
        code.visitCode();
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);

        assertThat(ward.examine(List.of(file(type)), List.of())).isEmpty();
    }

    @Test
    void aModuleWithCode() throws IOException {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
        type.visitModule("absurd", 0, null).visitEnd();
        lockingMethod(type, "module-info", "run", null);
        Path module = Files.write(folder.resolve("module-info.class"), type.toByteArray());

        assertThat(ward.examine(List.of(module, file(type)), List.of())).isEmpty();
    }

    @Test
    void annotationsNestedTooDeeply() throws IOException {
        ClassWriter type = type("absurd/Nested", "java/lang/Object");
        Deque<AnnotationVisitor> open = new ArrayDeque<>(List.of(type.visitAnnotation("La;", true)));
        for (int i = 0; i < 60_000; i++) {
            open.push(open.element().visitAnnotation("n", "La;"));
        }
        open.forEach(AnnotationVisitor::visitEnd);

        assertThat(ward.examine(List.of(file(type)), List.of()))
                .singleElement()
                .asString()
                .contains("its parts are nested too deeply");
    }

    /** A class that takes a lock in a method of its own, and calls and reads what its parents might have. */
    private static ClassWriter type(String name, @Nullable String parent, String... interfaces) {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V17, 0, name, null, parent, interfaces);
        lockingMethod(type, name, "lock", name + " missing");
        return type;
    }

    private static void lockingMethod(ClassWriter type, String owner, String name, @Nullable String callee) {
        MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC, name, RUN, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, owner, "inherited", "L" + LOCK + ";");
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, LOCK, "lock", RUN, true);
        if (callee != null) {
            String[] parts = callee.split(" ", 2);
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, parts[0], parts[1], RUN, false);
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, owner, "inherited", "L" + LOCK + ";");
            code.visitMethodInsn(Opcodes.INVOKEINTERFACE, LOCK, "unlock", RUN, true);
        }
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(2, 2);
        code.visitEnd();
    }

    private Path file(ClassWriter type) throws IOException {
        Path patients = Files.createDirectories(folder.resolve("patients"));
        try (var present = Files.list(patients)) {
            return Files.write(patients.resolve(present.count() + ".class"), type.toByteArray());
        }
    }
}
