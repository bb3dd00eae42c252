package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Sample.Routine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Emits one method of a sample in a given layout. */
final class AsmMethod {
    /** More than any statement needs. */
    static final int DEEPEST_STACK = 8;

    private final Sample sample;
    private final Routine routine;
    private final Shape shape;
    private final MethodVisitor code;
    private final String owner;
    private final int firstLocal;
    private final List<Runnable> deferred = new ArrayList<>();
    private final List<Integer> caught = new ArrayList<>();
    private int nextSlot;
    private int line;
    /** What surrounds the statement that is emitted, the innermost last. */
    private List<Scope> scopes = new ArrayList<>();

    /** A loop, or a try statement. */
    private sealed interface Scope {}

    private record LoopScope(Label exit, Label again) implements Scope {}

    /** The part of a try statement that its handlers cover: jumps that leave it run the last block first. */
    private static final class TryScope implements Scope {
        private final @Nullable List<Stmt> last;
        private final Shared shared;
        private final List<Label> bounds = new ArrayList<>();

        TryScope(@Nullable List<Stmt> last, Shared shared) {
            this.last = last;
            this.shared = shared;
        }
    }

    /** Where a shared last block goes on to. */
    private static final class Shared {
        private final Label start = new Label();
        private final List<Runnable> goingOn = new ArrayList<>();
        private int selector;
    }

    AsmMethod(Sample sample, Routine routine, Shape shape, ClassWriter writer) {
        this.sample = sample;
        this.routine = routine;
        this.shape = shape;
        this.owner = AsmCompiler.internalName(sample);
        String[] declared = new Checked(sample)
                .of(routine).stream()
                        .map(failure ->
                                failure == Failure.CHECKED ? "java/io/IOException" : "java/lang/InterruptedException")
                        .toArray(String[]::new);
        this.code = writer.visitMethod(
                routine.entry() ? Opcodes.ACC_PUBLIC : Opcodes.ACC_PRIVATE,
                routine.name(),
                descriptor(routine),
                null,
                declared);
        this.firstLocal = 1 + routine.parameters();
        this.nextSlot = firstLocal + 2;
    }

    private static String descriptor(Routine routine) {
        return "(" + "Z".repeat(routine.parameters()) + ")" + (routine.answers() ? "Z" : "V");
    }

    void emit() {
        code.visitCode();
        insn(Opcodes.ICONST_0);
        var(Opcodes.ISTORE, firstLocal);
        insn(Opcodes.ICONST_0);
        var(Opcodes.ISTORE, firstLocal + 1);
        block(routine.body());
        if (Tidy.canComplete(routine.body())) {
            insn(Opcodes.RETURN);
        }
        dead();
        while (!deferred.isEmpty()) {
            deferred.remove(0).run();
        }
        code.visitMaxs(DEEPEST_STACK, nextSlot); // said aloud: dead code needs room, too
        code.visitEnd();
    }

    private void insn(int opcode) {
        code.visitInsn(opcode);
    }

    /** Nothing comes here: what follows is not fallen into. */
    private void dead() {
        insn(Opcodes.ACONST_NULL);
        insn(Opcodes.ATHROW);
    }

    private void var(int opcode, int slot) {
        code.visitVarInsn(opcode, slot);
    }

    private void jump(int opcode, Label target) {
        code.visitJumpInsn(opcode, target);
    }

    private void invoke(int opcode, String type, String name, String descriptor) {
        code.visitMethodInsn(opcode, type, name, descriptor, opcode == Opcodes.INVOKEINTERFACE);
    }

    private void field(int opcode, String name, String descriptor) {
        code.visitFieldInsn(opcode, owner, name, descriptor);
    }

    /** Code that stands elsewhere, but in the same surroundings. */
    private void later(Runnable emission) {
        List<Scope> here = new ArrayList<>(scopes);
        List<Integer> rethrown = new ArrayList<>(caught);
        deferred.add(() -> {
            scopes = here;
            caught.clear();
            caught.addAll(rethrown);
            emission.run();
        });
    }

    // ---- statements --------------------------------------------------------------------------------------

    private void block(List<Stmt> block) {
        block.forEach(this::stmt);
    }

    /** What follows stands on that line. */
    private void at(int number) {
        Label here = new Label();
        code.visitLabel(here);
        code.visitLineNumber(number, here);
        line = number;
    }

    private void stmt(Stmt stmt) {
        at(stmt.line());
        Stmt.Form form = stmt.form();
        if (form instanceof Stmt.Acquire acquire) {
            lock(acquire.half());
            operation(acquire.half(), acquire.interruptibly() ? "lockInterruptibly" : "lock", "()V");
        } else if (form instanceof Stmt.Release release) {
            lock(release.half());
            operation(release.half(), "unlock", "()V");
        } else if (form instanceof Stmt.Drop drop) {
            value(new Cond.Attempt(drop.half(), drop.timed()));
            insn(Opcodes.POP);
        } else if (form instanceof Stmt.SetLocal set) {
            value(set.value());
            var(Opcodes.ISTORE, firstLocal + set.local());
        } else if (form instanceof Stmt.SetField set) {
            var(Opcodes.ALOAD, 0);
            value(set.value());
            field(Opcodes.PUTFIELD, set.field() == 0 ? "f" : "g", "Z");
        } else if (form instanceof Stmt.If when) {
            decide(when);
        } else if (form instanceof Stmt.While loop) {
            loop(loop, stmt.line());
        } else if (form instanceof Stmt.Break) {
            int target = innermostLoop();
            leave(target + 1, () -> jump(Opcodes.GOTO, ((LoopScope) scopes.get(target)).exit()));
        } else if (form instanceof Stmt.Continue) {
            int target = innermostLoop();
            leave(target + 1, () -> jump(Opcodes.GOTO, ((LoopScope) scopes.get(target)).again()));
        } else if (form instanceof Stmt.Return end) {
            answer(end);
        } else if (form instanceof Stmt.Throw raise) {
            String type =
                    raise.failure() == Failure.CHECKED ? "java/io/IOException" : "java/lang/IllegalStateException";
            code.visitTypeInsn(Opcodes.NEW, type);
            insn(Opcodes.DUP);
            invoke(Opcodes.INVOKESPECIAL, type, "<init>", "()V");
            insn(Opcodes.ATHROW);
        } else if (form instanceof Stmt.Rethrow) {
            var(Opcodes.ALOAD, caught.get(caught.size() - 1));
            insn(Opcodes.ATHROW);
        } else if (form instanceof Stmt.Call call) {
            call(call);
        } else if (form instanceof Stmt.Run run) {
            value(new Cond.Answer(run.helper(), run.arguments()));
            if (sample.routines().get(run.helper()).answers()) {
                insn(Opcodes.POP);
            }
        } else if (form instanceof Stmt.Try guarded) {
            guarded(guarded);
        }
    }

    private int innermostLoop() {
        int at = scopes.size() - 1;
        while (!(scopes.get(at) instanceof LoopScope)) {
            at--;
        }
        return at;
    }

    private void call(Stmt.Call call) {
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

    private void decide(Stmt.If when) {
        Label other = new Label();
        Label end = new Label();
        boolean swap = shape.elseFirst() && !when.otherwise().isEmpty();
        branch(when.cond(), swap, other);
        List<Stmt> first = swap ? when.otherwise() : when.then();
        block(first);
        if (Tidy.canComplete(first)) {
            jump(Opcodes.GOTO, end);
        }
        code.visitLabel(other);
        block(swap ? when.then() : when.otherwise());
        code.visitLabel(end);
        if (shape.elseFirst()) {
            insn(Opcodes.NOP);
        }
    }

    private void loop(Stmt.While loop, int number) {
        Label body = new Label();
        Label test = new Label();
        Label end = new Label();
        scopes.add(new LoopScope(end, test));
        if (shape.testLast()) {
            jump(Opcodes.GOTO, test);
            code.visitLabel(body);
            block(loop.body());
            code.visitLabel(test);
            at(number);
            branch(loop.cond(), true, body);
        } else {
            code.visitLabel(test);
            branch(loop.cond(), false, end);
            block(loop.body());
            if (Tidy.canComplete(loop.body())) {
                jump(Opcodes.GOTO, test);
            }
        }
        scopes.remove(scopes.size() - 1);
        code.visitLabel(end);
    }

    private void answer(Stmt.Return end) {
        if (end.answer() == null) {
            leave(0, () -> insn(Opcodes.RETURN));
            return;
        }
        value(end.answer());
        int slot = nextSlot++;
        var(Opcodes.ISTORE, slot);
        leave(0, () -> {
            var(Opcodes.ILOAD, slot);
            insn(Opcodes.IRETURN);
        });
    }

    // ---- try ---------------------------------------------------------------------------------------------

    /** Leaves the scopes from that one on, and then jumps. */
    private void leave(int outermost, Runnable jump) {
        for (int at = scopes.size() - 1; at >= outermost; at--) {
            if (!(scopes.get(at) instanceof TryScope scope) || scope.last == null) {
                continue;
            }
            List<Scope> here = scopes;
            if (shape.sharedFinally()) {
                int next = at;
                scope.shared.goingOn.add(() -> {
                    List<Scope> there = scopes;
                    scopes = new ArrayList<>(here.subList(0, next));
                    leave(outermost, jump);
                    scopes = there;
                });
                select(scope.shared, scope.shared.goingOn.size());
                jump(Opcodes.GOTO, scope.shared.start);
                return;
            }
            mark(at, here);
            scopes = new ArrayList<>(here.subList(0, at));
            block(scope.last);
            boolean goesOn = Tidy.canComplete(scope.last);
            if (goesOn) {
                leave(outermost, jump);
            }
            scopes = here;
            mark(at, here);
            dead();
            return;
        }
        jump.run();
    }

    private void select(Shared shared, int way) {
        code.visitIntInsn(Opcodes.BIPUSH, way);
        var(Opcodes.ISTORE, shared.selector);
    }

    /** The handlers of the scopes from that one on begin, or cease, to cover. */
    private void mark(int from, List<Scope> all) {
        Label here = new Label();
        code.visitLabel(here);
        for (Scope scope : all.subList(from, all.size())) {
            if (scope instanceof TryScope covered) {
                covered.bounds.add(here);
            }
        }
        insn(Opcodes.NOP);
    }

    private void guarded(Stmt.Try guarded) {
        Label end = new Label();
        Shared shared = new Shared();
        shared.selector = nextSlot++;
        int thrown = nextSlot++;
        List<Stmt> last = guarded.last();
        Runnable finish = () -> finish(last, shared, end);
        if (last != null && shape.sharedFinally()) {
            insn(Opcodes.ACONST_NULL);
            var(Opcodes.ASTORE, thrown);
        }

        TryScope whole = new TryScope(last, shared);
        TryScope body = new TryScope(null, shared);
        scopes.add(whole);
        scopes.add(body);
        mark(scopes.size() - 2, scopes);
        block(guarded.body());
        mark(scopes.size() - 2, scopes);
        scopes.remove(scopes.size() - 1);
        scopes.remove(scopes.size() - 1);
        if (Tidy.canComplete(guarded.body())) {
            finish.run();
        }
        dead();
        List<TryScope> covered = new ArrayList<>(List.of(whole));
        List<Runnable> handlers = new ArrayList<>();
        for (Stmt.Clause clause : guarded.clauses()) {
            Label handler = new Label();
            cover(body, handler, "java/lang/" + clause.caught().type());
            handlers.add(() -> clause(clause, handler, new TryScope(last, shared), covered, finish));
        }
        Label finallyHandler = new Label();
        if (last != null) {
            handlers.add(() -> {
                // inner handlers have been entered in the table by now
                covered.forEach(scope -> cover(scope, finallyHandler, null));
                code.visitLabel(finallyHandler);
                var(Opcodes.ASTORE, thrown);
                if (shape.sharedFinally()) {
                    select(shared, 0);
                    jump(Opcodes.GOTO, shared.start);
                    shared(last, shared, thrown);
                } else {
                    block(last);
                    if (Tidy.canComplete(last)) {
                        var(Opcodes.ALOAD, thrown);
                        insn(Opcodes.ATHROW);
                    }
                    dead();
                }
            });
        }
        if (shape.handlersLast() && last == null && scopes.stream().noneMatch(TryScope.class::isInstance)) {
            handlers.forEach(this::later);
        } else {
            handlers.forEach(Runnable::run);
        }
        code.visitLabel(end);
        insn(Opcodes.NOP);
    }

    private void clause(Stmt.Clause clause, Label handler, TryScope scope, List<TryScope> covered, Runnable finish) {
        int slot = nextSlot++;
        code.visitLabel(handler);
        var(Opcodes.ASTORE, slot);
        scopes.add(scope);
        mark(scopes.size() - 1, scopes);
        caught.add(slot);
        block(clause.body());
        caught.remove(caught.size() - 1);
        mark(scopes.size() - 1, scopes);
        scopes.remove(scopes.size() - 1);
        covered.add(scope);
        if (Tidy.canComplete(clause.body())) {
            finish.run();
        }
        dead();
    }

    /** The body or a clause is through. */
    private void finish(@Nullable List<Stmt> last, Shared shared, Label end) {
        if (last == null) {
            jump(Opcodes.GOTO, end);
        } else if (shape.sharedFinally()) {
            shared.goingOn.add(() -> jump(Opcodes.GOTO, end));
            select(shared, shared.goingOn.size());
            jump(Opcodes.GOTO, shared.start);
        } else {
            block(last);
            if (Tidy.canComplete(last)) {
                jump(Opcodes.GOTO, end);
            }
        }
    }

    private void shared(List<Stmt> last, Shared shared, int thrown) {
        code.visitLabel(shared.start);
        block(last);
        if (!Tidy.canComplete(last)) {
            dead();
            return;
        }
        for (int i = 0; i < shared.goingOn.size(); i++) {
            Label next = new Label();
            var(Opcodes.ILOAD, shared.selector);
            code.visitIntInsn(Opcodes.BIPUSH, i + 1);
            jump(Opcodes.IF_ICMPNE, next);
            shared.goingOn.get(i).run();
            code.visitLabel(next);
        }
        var(Opcodes.ALOAD, thrown);
        insn(Opcodes.ATHROW);
    }

    /** Enters the scope's ranges in the table of handlers. */
    private void cover(TryScope scope, Label handler, @Nullable String type) {
        for (int i = 0; i + 1 < scope.bounds.size(); i += 2) {
            code.visitTryCatchBlock(scope.bounds.get(i), scope.bounds.get(i + 1), handler, type);
        }
    }

    // ---- expressions -------------------------------------------------------------------------------------

    private void lock(Half half) {
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
            field(Opcodes.GETFIELD, half.text(), "L" + AsmCompiler.LOCKS + simpleType(half) + ";");
        }
    }

    private static String simpleType(Half half) {
        return switch (half) {
            case A, C -> "ReentrantLock";
            case B -> "Lock";
            case READ -> "ReentrantReadWriteLock$ReadLock";
            case WRITE -> "ReentrantReadWriteLock$WriteLock";
        };
    }

    private void operation(Half half, String name, String descriptor) {
        int opcode = half == Half.B ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        invoke(opcode, AsmCompiler.LOCKS + simpleType(half), name, descriptor);
    }

    /** Jumps if the condition comes out so, and goes on otherwise. */
    private void branch(Cond cond, boolean wanted, Label target) {
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

    private void value(Cond cond) {
        if (cond instanceof Cond.Constant constant) {
            insn(constant.value() ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
        } else if (cond instanceof Cond.Parameter parameter) {
            var(Opcodes.ILOAD, 1 + parameter.index());
        } else if (cond instanceof Cond.Local local) {
            var(Opcodes.ILOAD, firstLocal + local.index());
        } else if (cond instanceof Cond.Field field) {
            var(Opcodes.ALOAD, 0);
            field(Opcodes.GETFIELD, field.index() == 0 ? "f" : "g", "Z");
        } else if (cond instanceof Cond.Holds holds) {
            holds(holds.half());
        } else if (cond instanceof Cond.Attempt attempt) {
            lock(attempt.half());
            if (attempt.timed()) {
                insn(Opcodes.LCONST_1);
                code.visitFieldInsn(
                        Opcodes.GETSTATIC,
                        "java/util/concurrent/TimeUnit",
                        "SECONDS",
                        "Ljava/util/concurrent/TimeUnit;");
            }
            operation(attempt.half(), "tryLock", attempt.timed() ? "(JLjava/util/concurrent/TimeUnit;)Z" : "()Z");
        } else if (cond instanceof Cond.Answer answer) {
            var(Opcodes.ALOAD, 0);
            answer.arguments().forEach(this::value);
            Routine helper = sample.routines().get(answer.helper());
            invoke(Opcodes.INVOKESPECIAL, owner, helper.name(), descriptor(helper));
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
