package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Sample.Routine;
import java.util.List;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A compiler of samples whose code looks unlike javac's. The lines are those of the printed sample. */
final class AsmCompiler {
    static final String LOCKS = "java/util/concurrent/locks/";
    static final String SEMAPHORE = "java/util/concurrent/Semaphore";
    static final String WORK = "samples/Work";

    private AsmCompiler() {}

    static String internalName(Sample sample) {
        return "samples/" + sample.name();
    }

    static byte[] compile(Sample sample, Shape shape) {
        ClassWriter writer = new ClassWriter(0);
        String owner = internalName(sample);
        int fixed = Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;
        writer.visit(
                usesLambdas(sample) ? Opcodes.V1_8 : Opcodes.V1_6, // nobody runs it: no frames
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
                owner,
                null,
                "java/lang/Object",
                null);
        writer.visitSource(sample.name() + ".java", null);
        writer.visitField(fixed, "a", "L" + LOCKS + "ReentrantLock;", null, null);
        writer.visitField(fixed, "b", "L" + LOCKS + "Lock;", null, null);
        writer.visitField(fixed, "c", "L" + LOCKS + "ReentrantLock;", null, null);
        writer.visitField(fixed, "rw", "L" + LOCKS + "ReentrantReadWriteLock;", null, null);
        writer.visitField(fixed, "s", "L" + SEMAPHORE + ";", null, null);
        writer.visitField(fixed, "t", "L" + SEMAPHORE + ";", null, null);
        AsmMonitors.declare(sample, writer);
        List<Member> members = Member.of(sample);
        members.forEach(member -> writer.visitField(fixed, member.name(), member.descriptor(), null, null));
        writer.visitField(fixed, "random", "Ljava/util/Random;", null, null);
        writer.visitField(Opcodes.ACC_PRIVATE, "f", "Z", null, null);
        writer.visitField(Opcodes.ACC_PRIVATE, "g", "Z", null, null);
        writer.visitField(Opcodes.ACC_PRIVATE, "ticks", "I", null, null);
        constructor(writer, sample, members);
        tick(writer, owner);
        if (sample.has(Stmt.Await.class)) {
            change(writer, owner);
        }
        for (Routine routine : sample.routines()) {
            new AsmMethod(sample, routine, shape, writer).emit();
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static boolean usesLambdas(Sample sample) {
        return sample.has(Stmt.Bind.class)
                || sample.has(Stmt.RunBound.class)
                || sample.has(Stmt.Submit.class)
                || sample.has(Stmt.Post.class)
                || sample.has(Stmt.Within.class)
                || sample.has(Stmt.Hand.class);
    }

    private static void constructor(ClassWriter writer, Sample sample, List<Member> members) {
        String owner = internalName(sample);
        String given = members.stream().map(Member::descriptor).collect(Collectors.joining("", "(", ")V"));
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", given, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        make(code, owner, "a", "ReentrantLock", LOCKS + "ReentrantLock");
        make(code, owner, "b", "Lock", LOCKS + "ReentrantLock");
        make(code, owner, "c", "ReentrantLock", LOCKS + "ReentrantLock");
        make(code, owner, "rw", "ReentrantReadWriteLock", LOCKS + "ReentrantReadWriteLock");
        for (String field : List.of("s", "t")) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitTypeInsn(Opcodes.NEW, SEMAPHORE);
            code.visitInsn(Opcodes.DUP);
            code.visitIntInsn(Opcodes.BIPUSH, 50);
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, SEMAPHORE, "<init>", "(I)V", false);
            code.visitFieldInsn(Opcodes.PUTFIELD, owner, field, "L" + SEMAPHORE + ";");
        }
        new AsmMonitors(sample, new AsmExpressions(sample, sample.routines().get(0), code)).make();
        for (Member member : members) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(Opcodes.ALOAD, 1 + members.indexOf(member));
            code.visitFieldInsn(Opcodes.PUTFIELD, owner, member.name(), member.descriptor());
        }
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitTypeInsn(Opcodes.NEW, "java/util/Random");
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/util/Random", "<init>", "()V", false);
        code.visitFieldInsn(Opcodes.PUTFIELD, owner, "random", "Ljava/util/Random;");
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(AsmMethod.DEEPEST_STACK, 1 + members.size());
        code.visitEnd();
    }

    private static void make(MethodVisitor code, String owner, String field, String type, String made) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitTypeInsn(Opcodes.NEW, made);
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, made, "<init>", "()V", false);
        code.visitFieldInsn(Opcodes.PUTFIELD, owner, field, "L" + LOCKS + type + ";");
    }

    private static void change(ClassWriter writer, String owner) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "change", "(Z)V", null, null);
        code.visitCode();
        for (String field : List.of("f", "g")) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(Opcodes.ILOAD, 1);
            code.visitFieldInsn(Opcodes.PUTFIELD, owner, field, "Z");
        }
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(AsmMethod.DEEPEST_STACK, 2);
        code.visitEnd();
    }

    private static void tick(ClassWriter writer, String owner) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PRIVATE, "tick", "()V", null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitInsn(Opcodes.DUP);
        code.visitFieldInsn(Opcodes.GETFIELD, owner, "ticks", "I");
        code.visitInsn(Opcodes.ICONST_1);
        code.visitInsn(Opcodes.IADD);
        code.visitFieldInsn(Opcodes.PUTFIELD, owner, "ticks", "I");
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(AsmMethod.DEEPEST_STACK, 2);
        code.visitEnd();
    }
}
