package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Sample.Routine;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Emits expressions, and statements without blocks. */
final class AsmExpressions {
    private final Sample sample;
    private final MethodVisitor code;
    private final String owner;
    /** Where the method's parameters begin. */
    private final int first;
    /** Where the method's number is. */
    private final int number;

    /** Where the object is that the method is given. */
    private final int given;

    private final int firstLocal;
    /** Where the number is that was drained. */
    private final int drained;

    private int line;

    AsmExpressions(Sample sample, Routine routine, MethodVisitor code) {
        this.sample = sample;
        this.code = code;
        this.owner = AsmCompiler.internalName(sample);
        this.first = routine.role().isStatic() ? 0 : 1;
        this.number = first + routine.parameters();
        this.given = number + (routine.sized() ? 1 : 0);
        this.firstLocal = given + (routine.role().given() == null ? 0 : 1);
        this.drained = firstLocal + 2;
    }

    static String descriptor(Sample sample, Routine routine) {
        String result = routine.role() == Sample.Role.WRAPPER
                ? "Lsamples/" + Support.closing(sample) + ";"
                : routine.answers() ? "Z" : "V";
        Sample.Given given = routine.role().given();
        return "(" + "Z".repeat(routine.parameters()) + (routine.sized() ? "I" : "")
                + (given == null ? "" : given.descriptor()) + ")" + result;
    }

    int given() {
        return given;
    }

    /** Where the runnable is that operations are bound to. */
    int later() {
        return drained + 1;
    }

    int firstFreeSlot() {
        return drained + 2;
    }

    void clearLocals() {
        for (int slot = firstLocal; slot <= drained; slot++) {
            insn(Opcodes.ICONST_0);
            var(Opcodes.ISTORE, slot);
        }
    }

    int line() {
        return line;
    }

    /** What follows stands on that line. */
    void at(int number) {
        line = number;
    }

    void insn(int opcode) {
        code.visitInsn(opcode);
    }

    void var(int opcode, int slot) {
        code.visitVarInsn(opcode, slot);
    }

    void jump(int opcode, Label target) {
        code.visitJumpInsn(opcode, target);
    }

    void invoke(int opcode, String type, String name, String descriptor) {
        code.visitMethodInsn(opcode, type, name, descriptor, opcode == Opcodes.INVOKEINTERFACE);
    }

    void field(int opcode, String name, String descriptor) {
        code.visitFieldInsn(opcode, owner, name, descriptor);
    }

    void literal(Object value) {
        code.visitLdcInsn(value);
    }

    /** A new object of the class, by the constructor that takes nothing. */
    void fresh(String type) {
        code.visitTypeInsn(Opcodes.NEW, type);
        insn(Opcodes.DUP);
        invoke(Opcodes.INVOKESPECIAL, type, "<init>", "()V");
    }

    /** A second, as operations take it that have a limit. */
    void second() {
        insn(Opcodes.LCONST_1);
        code.visitFieldInsn(
                Opcodes.GETSTATIC, "java/util/concurrent/TimeUnit", "SECONDS", "Ljava/util/concurrent/TimeUnit;");
    }

    void lock(Half half) {
        var(Opcodes.ALOAD, 0);
        if (half.isView()) {
            String type = AsmCompiler.LOCKS + "ReentrantReadWriteLock";
            field(Opcodes.GETFIELD, "rw", "L" + type + ";");
            boolean write = half == Half.WRITE;
            invoke(
                    Opcodes.INVOKEVIRTUAL,
                    type,
                    write ? "writeLock" : "readLock",
                    "()L" + type + (write ? "$WriteLock;" : "$ReadLock;"));
        } else {
            field(Opcodes.GETFIELD, half.text(), "L" + type(half) + ";");
        }
    }

    static String type(Half half) {
        return switch (half) {
            case A, C -> AsmCompiler.LOCKS + "ReentrantLock";
            case B -> AsmCompiler.LOCKS + "Lock";
            case READ -> AsmCompiler.LOCKS + "ReentrantReadWriteLock$ReadLock";
            case WRITE -> AsmCompiler.LOCKS + "ReentrantReadWriteLock$WriteLock";
            case S, T -> AsmCompiler.SEMAPHORE;
        };
    }

    void operation(Half half, String name, String descriptor) {
        invoke(half == Half.B ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL, type(half), name, descriptor);
    }

    /** An operation of a semaphore that asks for the number, or is for one. */
    private void permits(Half half, String name, Amount amount, String result) {
        lock(half);
        if (!amount.isOne()) {
            value(amount);
        }
        operation(half, name, (amount.isOne() ? "()" : "(I)") + result);
    }

    void value(Amount amount) {
        switch (amount.of()) {
            case NOTHING -> code.visitIntInsn(Opcodes.BIPUSH, amount.more());
            case N -> var(Opcodes.ILOAD, number);
            case DRAINED -> var(Opcodes.ILOAD, drained);
        }
        if (amount.of() != Amount.Variable.NOTHING && amount.more() != 0) {
            code.visitIntInsn(Opcodes.BIPUSH, amount.more());
            insn(Opcodes.IADD);
        }
    }

    // ---- statements without blocks -----------------------------------------------------------------------

    void acquire(Stmt.Acquire acquire) {
        Half half = acquire.half();
        if (half.isPermit()) {
            permits(half, acquire.interruptibly() ? "acquire" : "acquireUninterruptibly", acquire.amount(), "V");
        } else {
            lock(half);
            operation(half, acquire.interruptibly() ? "lockInterruptibly" : "lock", "()V");
        }
    }

    void release(Stmt.Release release) {
        Half half = release.half();
        if (half.isPermit()) {
            permits(half, "release", release.amount(), "V");
        } else {
            lock(half);
            operation(half, "unlock", "()V");
        }
    }

    void drain(Stmt.Drain drain) {
        permits(drain.half(), "drainPermits", Amount.ONE, "I");
        var(Opcodes.ISTORE, drained);
    }

    void bump() {
        code.visitIincInsn(number, 1);
    }

    void setLocal(Stmt.SetLocal set) {
        value(set.value());
        var(Opcodes.ISTORE, firstLocal + set.local());
    }

    void setField(Stmt.SetField set) {
        var(Opcodes.ALOAD, 0);
        value(set.value());
        field(Opcodes.PUTFIELD, set.field() == 0 ? "f" : "g", "Z");
    }

    void call(Stmt.Call call) {
        var(Opcodes.ALOAD, 0);
        if (call.failure() == null) {
            invoke(Opcodes.INVOKESPECIAL, owner, "tick", "()V");
            return;
        }
        boolean declares = call.failure() == Failure.CHECKED;
        field(Opcodes.GETFIELD, "work", "L" + AsmCompiler.WORK + ";");
        insn(Opcodes.ICONST_1);
        invoke(Opcodes.INVOKEINTERFACE, AsmCompiler.WORK, declares ? "read" : "run", declares ? "(I)I" : "(I)V");
        if (declares) {
            insn(Opcodes.POP);
        }
    }

    // ---- conditions --------------------------------------------------------------------------------------

    /** Jumps if the condition comes out so, and goes on otherwise. */
    void branch(Cond cond, boolean wanted, Label target) {
        if (cond instanceof Cond.Constant constant) {
            if (constant.value() == wanted) {
                jump(Opcodes.GOTO, target);
            }
        } else if (cond instanceof Cond.Not not) {
            branch(not.cond(), !wanted, target);
        } else if (cond instanceof Cond.Both both) {
            if (both.and() == wanted) {
                Label past = new Label();
                branch(both.left(), !wanted, past);
                branch(both.right(), wanted, target);
                code.visitLabel(past);
            } else {
                branch(both.left(), wanted, target);
                branch(both.right(), wanted, target);
            }
        } else if (cond instanceof Cond.Chance) {
            chance();
            jump(wanted ? Opcodes.IFEQ : Opcodes.IFNE, target);
        } else {
            value(cond);
            jump(wanted ? Opcodes.IFNE : Opcodes.IFEQ, target);
        }
    }

    /** Calls with other arguments are other questions: the same question would get the same answer. */
    private void chance() {
        var(Opcodes.ALOAD, 0);
        field(Opcodes.GETFIELD, "random", "Ljava/util/Random;");
        code.visitIntInsn(Opcodes.BIPUSH, line);
        invoke(Opcodes.INVOKEVIRTUAL, "java/util/Random", "nextInt", "(I)I");
    }

    void value(Cond cond) {
        if (cond instanceof Cond.Constant constant) {
            insn(constant.value() ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
        } else if (cond instanceof Cond.Parameter parameter) {
            var(Opcodes.ILOAD, first + parameter.index());
        } else if (cond instanceof Cond.Local local) {
            var(Opcodes.ILOAD, firstLocal + local.index());
        } else if (cond instanceof Cond.Field field) {
            var(Opcodes.ALOAD, 0);
            field(Opcodes.GETFIELD, field.index() == 0 ? "f" : "g", "Z");
        } else if (cond instanceof Cond.Holds holds) {
            holds(holds.half());
        } else if (cond instanceof Cond.Entered entered) {
            new AsmMonitors(sample, this).load(entered.spot());
            invoke(Opcodes.INVOKESTATIC, "java/lang/Thread", "holdsLock", "(Ljava/lang/Object;)Z");
        } else if (cond instanceof Cond.Attempt attempt) {
            attempt(attempt);
        } else if (cond instanceof Cond.Answer answer) {
            Routine helper = sample.routines().get(answer.helper());
            if (!helper.role().isStatic()) {
                var(Opcodes.ALOAD, 0);
            }
            answer.arguments().forEach(this::value);
            if (helper.sized()) {
                value(answer.amount());
            }
            helper(helper);
        } else {
            Label yes = new Label();
            Label end = new Label();
            branch(cond, true, yes);
            insn(Opcodes.ICONST_0);
            jump(Opcodes.GOTO, end);
            code.visitLabel(yes);
            insn(Opcodes.ICONST_1);
            code.visitLabel(end);
        }
    }

    /** Calls the helper; the sample, if it needs one, and what it is given are on the stack. */
    void helper(Routine helper) {
        int opcode = helper.role().isStatic() ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL;
        invoke(opcode, owner, helper.name(), descriptor(sample, helper));
    }

    private void attempt(Cond.Attempt attempt) {
        Half half = attempt.half();
        lock(half);
        boolean sized = half.isPermit() && (attempt.timed() || !attempt.amount().isOne());
        if (sized) {
            value(attempt.amount());
        }
        if (attempt.timed()) {
            second();
        }
        String time = attempt.timed() ? "JLjava/util/concurrent/TimeUnit;" : "";
        operation(half, half.isPermit() ? "tryAcquire" : "tryLock", "(" + (sized ? "I" : "") + time + ")Z");
    }

    private void holds(Half half) {
        var(Opcodes.ALOAD, 0);
        if (half == Half.WRITE) {
            String type = AsmCompiler.LOCKS + "ReentrantReadWriteLock";
            field(Opcodes.GETFIELD, "rw", "L" + type + ";");
            invoke(Opcodes.INVOKEVIRTUAL, type, "isWriteLockedByCurrentThread", "()Z");
        } else {
            lock(half);
            operation(half, "isHeldByCurrentThread", "()Z");
        }
    }
}
