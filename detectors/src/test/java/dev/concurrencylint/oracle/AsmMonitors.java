package dev.concurrencylint.oracle;

import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Emits waiting and waking, and what that needs. */
final class AsmMonitors {
    private static final String OBJECT = "java/lang/Object";
    private static final String CONDITION = AsmCompiler.LOCKS + "Condition";

    private final Sample sample;
    private final AsmExpressions expressions;

    AsmMonitors(Sample sample, AsmExpressions expressions) {
        this.sample = sample;
        this.expressions = expressions;
    }

    static String descriptor(Spot spot) {
        return "L" + (spot.isCondition() ? CONDITION : OBJECT) + ";";
    }

    /** Declares what the sample waits on. */
    static void declare(Sample sample, ClassVisitor type) {
        for (Spot spot : Spot.of(sample)) {
            if (spot.isField()) {
                int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL | (spot == Spot.M ? Opcodes.ACC_STATIC : 0);
                type.visitField(access, spot.text(sample), descriptor(spot), null, null);
                if (spot == Spot.M) {
                    begin(sample, type, spot);
                } else {
                    getter(sample, type, spot);
                }
            }
        }
    }

    private static void begin(Sample sample, ClassVisitor type, Spot spot) {
        MethodVisitor code = type.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
        code.visitCode();
        AsmExpressions expressions =
                new AsmExpressions(sample, sample.routines().get(0), code);
        expressions.fresh(OBJECT);
        expressions.field(Opcodes.PUTSTATIC, spot.text(sample), descriptor(spot));
        expressions.insn(Opcodes.RETURN);
        code.visitMaxs(AsmMethod.DEEPEST_STACK, 0);
        code.visitEnd();
    }

    private static void getter(Sample sample, ClassVisitor type, Spot spot) {
        MethodVisitor code =
                type.visitMethod(Opcodes.ACC_PRIVATE, spot.text(sample), "()" + descriptor(spot), null, null);
        code.visitCode();
        AsmExpressions expressions =
                new AsmExpressions(sample, sample.routines().get(0), code);
        expressions.var(Opcodes.ALOAD, 0);
        expressions.field(Opcodes.GETFIELD, spot.text(sample), descriptor(spot));
        expressions.insn(Opcodes.ARETURN);
        code.visitMaxs(AsmMethod.DEEPEST_STACK, 1);
        code.visitEnd();
    }

    /** Makes what the sample waits on, in its constructor. */
    void make() {
        for (Spot spot : Spot.of(sample)) {
            Half half = spot.half();
            if (!spot.isField() || spot == Spot.M) {
                continue;
            }
            expressions.var(Opcodes.ALOAD, 0);
            if (half == null) {
                expressions.fresh(OBJECT);
            } else {
                expressions.lock(half);
                expressions.operation(half, "newCondition", "()" + descriptor(spot));
            }
            expressions.field(Opcodes.PUTFIELD, spot.text(sample), descriptor(spot));
        }
    }

    /** Enters the monitor of the object, which the slot keeps. */
    void enter(Spot spot, int slot) {
        load(spot);
        expressions.insn(Opcodes.DUP);
        expressions.var(Opcodes.ASTORE, slot);
        expressions.insn(Opcodes.MONITORENTER);
    }

    void leave(Stmt.Leave leave) {
        expressions.var(Opcodes.ALOAD, leave.slot());
        expressions.insn(Opcodes.MONITOREXIT);
    }

    /** Pushes the object. */
    void load(Spot spot) {
        if (spot.isGiven()) {
            expressions.var(Opcodes.ALOAD, expressions.given());
            return;
        }
        if (spot == Spot.TYPE) {
            expressions.literal(Type.getObjectType(AsmCompiler.internalName(sample)));
            return;
        }
        if (spot == Spot.M) {
            expressions.field(Opcodes.GETSTATIC, spot.text(sample), descriptor(spot));
            return;
        }
        expressions.var(Opcodes.ALOAD, 0);
        if (spot.isGot(expressions.line())) {
            String owner = AsmCompiler.internalName(sample);
            expressions.invoke(Opcodes.INVOKESPECIAL, owner, spot.text(sample), "()" + descriptor(spot));
        } else if (spot.isField()) {
            expressions.field(Opcodes.GETFIELD, spot.text(sample), descriptor(spot));
        }
    }

    void pass(Stmt.Pass pass) {
        if (!sample.routines().get(pass.helper()).role().isStatic()) {
            expressions.var(Opcodes.ALOAD, 0);
        }
        load(pass.spot());
        expressions.helper(sample.routines().get(pass.helper()));
    }

    /** The operation, to be called on what is pushed. */
    static Handle handle(Stmt.Wake wake) {
        boolean isObject = wake.asMonitor();
        return new Handle(
                isObject ? Opcodes.H_INVOKEVIRTUAL : Opcodes.H_INVOKEINTERFACE,
                isObject ? OBJECT : CONDITION,
                wake.operation(),
                "()V",
                !isObject);
    }

    /** What the task does. */
    static List<Stmt> task(Stmt.Post post, int line) {
        Half half = post.spot().half();
        Stmt wake = new Stmt(post.wake(), line);
        if (post.task() != Stmt.Task.UNDER) {
            return List.of(wake);
        }
        if (half == null) {
            return List.of(new Stmt(new Stmt.Synchronized(post.spot(), List.of(wake)), line));
        }
        Stmt give = new Stmt(new Stmt.Release(half), line);
        return List.of(
                new Stmt(new Stmt.Acquire(half, false), line),
                new Stmt(new Stmt.Try(List.of(wake), List.of(), List.of(give)), line));
    }

    void await(Stmt.Await await) {
        load(await.spot());
        if (await.asMonitor()) {
            if (await.timed()) {
                expressions.insn(Opcodes.LCONST_1);
            }
            expressions.invoke(Opcodes.INVOKEVIRTUAL, OBJECT, "wait", await.timed() ? "(J)V" : "()V");
        } else if (await.timed()) {
            expressions.second();
            expressions.invoke(Opcodes.INVOKEINTERFACE, CONDITION, "await", "(JLjava/util/concurrent/TimeUnit;)Z");
            expressions.insn(Opcodes.POP);
        } else {
            expressions.invoke(Opcodes.INVOKEINTERFACE, CONDITION, "await", "()V");
        }
    }

    void wake(Stmt.Wake wake) {
        load(wake.spot());
        if (wake.asMonitor()) {
            expressions.invoke(Opcodes.INVOKEVIRTUAL, OBJECT, wake.operation(), "()V");
        } else {
            expressions.invoke(Opcodes.INVOKEINTERFACE, CONDITION, wake.operation(), "()V");
        }
    }
}
