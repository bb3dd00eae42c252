package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Sample.Role;
import dev.concurrencylint.oracle.Sample.Routine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Emits what goes through interfaces and functions in one method, and remembers the bodies of its lambdas. */
final class AsmFunctions {
    private static final String RUNNABLE = "java/lang/Runnable";

    private static final Handle FACTORY = new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/LambdaMetafactory",
            "metafactory",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;",
            false);

    private final Sample sample;
    private final Routine routine;
    private final AsmExpressions expressions;
    private final MethodVisitor code;
    private final String owner;
    /** By name; a finally block that stands at several exits has one each all the same. */
    private final Map<String, Routine> lambdas = new TreeMap<>();

    AsmFunctions(Sample sample, Routine routine, AsmExpressions expressions, MethodVisitor code) {
        this.sample = sample;
        this.routine = routine;
        this.expressions = expressions;
        this.code = code;
        this.owner = AsmCompiler.internalName(sample);
    }

    /** The bodies of the method's lambdas. */
    List<Routine> lambdas() {
        return List.copyOf(lambdas.values());
    }

    /** The runnable that operations are bound to does nothing at first. */
    void clear() {
        if (routine.has(Stmt.Bind.class) || routine.has(Stmt.RunBound.class)) {
            lambda(List.of(), 0, "run", RUNNABLE);
            expressions.var(Opcodes.ASTORE, expressions.later());
        }
    }

    void through(Stmt.Through through) {
        String type = "samples/" + Support.door(sample, through.door());
        expressions.var(Opcodes.ALOAD, 0);
        expressions.field(Opcodes.GETFIELD, through.door().field(), "L" + type + ";");
        expressions.lock(through.half());
        String given = through.half().isPermit() ? AsmCompiler.SEMAPHORE : AsmCompiler.LOCKS + "Lock";
        expressions.invoke(Opcodes.INVOKEINTERFACE, type, through.take() ? "take" : "give", "(L" + given + ";)V");
    }

    void bind(Stmt.Bind bind, int line) {
        if (bind.reference()) {
            reference(bind.half(), bind.take(), "run", RUNNABLE);
        } else {
            Stmt.Form form = bind.take() ? new Stmt.Acquire(bind.half(), false) : new Stmt.Release(bind.half());
            lambda(List.of(new Stmt(form, line)), line, "run", RUNNABLE);
        }
        expressions.var(Opcodes.ASTORE, expressions.later());
    }

    void runBound() {
        run(expressions.later());
    }

    void runBlock() {
        run(expressions.given());
    }

    private void run(int slot) {
        expressions.var(Opcodes.ALOAD, slot);
        expressions.invoke(Opcodes.INVOKEINTERFACE, RUNNABLE, "run", "()V");
    }

    void submit(Stmt.Submit submit, int line) {
        expressions.var(Opcodes.ALOAD, 0);
        expressions.field(Opcodes.GETFIELD, "executor", "Ljava/util/concurrent/Executor;");
        Stmt give = new Stmt(new Stmt.Release(submit.half(), submit.amount()), line);
        Stmt work = new Stmt(new Stmt.Call(Failure.UNCHECKED), line);
        Stmt task = submit.works() ? new Stmt(new Stmt.Try(List.of(work), List.of(), List.of(give)), line) : give;
        lambda(List.of(task), line, "run", RUNNABLE);
        expressions.invoke(
                Opcodes.INVOKEINTERFACE, "java/util/concurrent/Executor", "execute", "(L" + RUNNABLE + ";)V");
    }

    void post(Stmt.Post post, int line) {
        expressions.var(Opcodes.ALOAD, 0);
        expressions.field(Opcodes.GETFIELD, "executor", "Ljava/util/concurrent/Executor;");
        if (post.task() == Stmt.Task.REFERENCE) {
            new AsmMonitors(sample, expressions).load(post.spot());
            String type = post.spot() == Spot.SELF ? "L" + owner + ";" : AsmMonitors.descriptor(post.spot());
            function("run", "(" + type + ")L" + RUNNABLE + ";", AsmMonitors.handle(post.wake()));
        } else {
            lambda(AsmMonitors.task(post, line), line, "run", RUNNABLE);
        }
        expressions.invoke(
                Opcodes.INVOKEINTERFACE, "java/util/concurrent/Executor", "execute", "(L" + RUNNABLE + ";)V");
    }

    void within(Stmt.Within within, int line) {
        expressions.var(Opcodes.ALOAD, 0);
        lambda(within.block(), line, "run", RUNNABLE);
        expressions.helper(sample.routines().get(within.helper()));
    }

    /** Leaves the guard on the stack. */
    void guard(Stmt.Hand hand, int line) {
        Half half = hand.half();
        String closing = "samples/" + Support.closing(sample);
        switch (hand.guard()) {
            case OBJECT -> {
                String type = "samples/" + (half.isPermit() ? Support.permitGuard(sample) : Support.lockGuard(sample));
                String given = half.isPermit() ? AsmCompiler.SEMAPHORE : AsmCompiler.LOCKS + "Lock";
                code.visitTypeInsn(Opcodes.NEW, type);
                expressions.insn(Opcodes.DUP);
                expressions.lock(half);
                expressions.invoke(Opcodes.INVOKESPECIAL, type, "<init>", "(L" + given + ";)V");
            }
            case LAMBDA -> lambda(List.of(new Stmt(new Stmt.Release(half), line)), line, "close", closing);
            case REFERENCE -> reference(half, false, "close", closing);
        }
    }

    /** Calls the helper and leaves its guard on the stack. */
    void keep(Stmt.Keep keep) {
        expressions.var(Opcodes.ALOAD, 0);
        expressions.helper(sample.routines().get(keep.helper()));
    }

    void close(int slot) {
        Label none = new Label();
        expressions.var(Opcodes.ALOAD, slot);
        expressions.jump(Opcodes.IFNULL, none);
        expressions.var(Opcodes.ALOAD, slot);
        expressions.invoke(Opcodes.INVOKEINTERFACE, "samples/" + Support.closing(sample), "close", "()V");
        code.visitLabel(none);
    }

    private void reference(Half half, boolean take, String method, String type) {
        expressions.lock(half);
        boolean isInterface = half == Half.B;
        Handle operation = new Handle(
                isInterface ? Opcodes.H_INVOKEINTERFACE : Opcodes.H_INVOKEVIRTUAL,
                AsmExpressions.type(half),
                Support.operation(half, take),
                "()V",
                isInterface);
        function(method, "(L" + AsmExpressions.type(half) + ";)L" + type + ";", operation);
    }

    private void lambda(List<Stmt> body, int line, String method, String type) {
        String name = "lambda$" + routine.name() + "$" + line;
        lambdas.put(name, new Routine(name, false, routine.parameters(), false, false, Role.PLAIN, body));
        expressions.var(Opcodes.ALOAD, 0);
        for (int i = 0; i < routine.parameters(); i++) {
            expressions.var(Opcodes.ILOAD, 1 + i);
        }
        String captured = "Z".repeat(routine.parameters());
        Handle target = new Handle(Opcodes.H_INVOKESPECIAL, owner, name, "(" + captured + ")V", false);
        function(method, "(L" + owner + ";" + captured + ")L" + type + ";", target);
    }

    private void function(String method, String descriptor, Handle target) {
        Type erased = Type.getMethodType("()V");
        code.visitInvokeDynamicInsn(method, descriptor, FACTORY, erased, target, erased);
    }
}
