package dev.concurrencylint.oracle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What surrounds the statement that is emitted: loops, try statements, guards that are kept. Emits the ways out of it. */
final class AsmScopes {
    private final AsmMethod method;
    private final AsmExpressions expressions;
    private final MethodVisitor code;
    private final Shape shape;
    private final List<Runnable> deferred = new ArrayList<>();
    private final List<Integer> caught = new ArrayList<>();
    /** Where the guards are that the blocks around keep, the innermost last. */
    private List<Integer> guards = new ArrayList<>();

    private int nextSlot;
    /** The innermost last. */
    private List<Scope> scopes = new ArrayList<>();

    /** A loop, or a try statement. */
    private sealed interface Scope {}

    private record LoopScope(Label exit, Label again) implements Scope {}

    /** The part of a try statement that its handlers cover: jumps that leave it run the last block first. */
    private static final class TryScope implements Scope {
        private final @Nullable List<Stmt> last;
        private final Shared shared;
        /** The guards that the last block may close. */
        private final List<Integer> guards;

        private final List<Label> bounds = new ArrayList<>();

        TryScope(@Nullable List<Stmt> last, Shared shared, List<Integer> guards) {
            this.last = last;
            this.shared = shared;
            this.guards = List.copyOf(guards);
        }
    }

    /** Where a shared last block goes on to. */
    private static final class Shared {
        private final Label start = new Label();
        private final List<Runnable> goingOn = new ArrayList<>();
        private int selector;
    }

    AsmScopes(AsmMethod method, AsmExpressions expressions, MethodVisitor code, Shape shape) {
        this.method = method;
        this.expressions = expressions;
        this.code = code;
        this.shape = shape;
        this.nextSlot = expressions.firstFreeSlot();
    }

    /** A free slot. */
    int slot() {
        return nextSlot++;
    }

    /** How many slots the method needs. */
    int slots() {
        return nextSlot;
    }

    /** What stands behind the method's last statement. */
    void rest() {
        dead();
        while (!deferred.isEmpty()) {
            deferred.remove(0).run();
        }
    }

    /** Nothing comes here: what follows is not fallen into. */
    private void dead() {
        expressions.insn(Opcodes.ACONST_NULL);
        expressions.insn(Opcodes.ATHROW);
    }

    /** Code that stands elsewhere, but in the same surroundings. */
    private void later(Runnable emission) {
        List<Scope> here = new ArrayList<>(scopes);
        List<Integer> rethrown = new ArrayList<>(caught);
        List<Integer> kept = new ArrayList<>(guards);
        deferred.add(() -> {
            scopes = here;
            caught.clear();
            caught.addAll(rethrown);
            guards = kept;
            emission.run();
        });
    }

    // ---- surroundings ------------------------------------------------------------------------------------

    void enterLoop(Label exit, Label again) {
        scopes.add(new LoopScope(exit, again));
    }

    void exitLoop() {
        scopes.remove(scopes.size() - 1);
    }

    /** @param again whether to its next turn */
    void leaveLoop(boolean again) {
        int at = scopes.size() - 1;
        while (!(scopes.get(at) instanceof LoopScope)) {
            at--;
        }
        LoopScope loop = (LoopScope) scopes.get(at);
        leave(at + 1, () -> expressions.jump(Opcodes.GOTO, again ? loop.again() : loop.exit()));
    }

    /** Where the exception is that the innermost clause caught. */
    int caught() {
        return caught.get(caught.size() - 1);
    }

    /** The guard in the slot is kept by what comes. */
    void keep(int slot) {
        guards.add(slot);
    }

    void forgetGuard() {
        guards.remove(guards.size() - 1);
    }

    /** Where the innermost guard is. */
    int guard() {
        return guards.get(guards.size() - 1);
    }

    // ---- try ---------------------------------------------------------------------------------------------

    /** Leaves the scopes from that one on, and then jumps. */
    void leave(int outermost, Runnable jump) {
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
                expressions.jump(Opcodes.GOTO, scope.shared.start);
                return;
            }
            boolean covered = isCovered(scope.last);
            mark(covered ? at + 1 : at, here);
            scopes = new ArrayList<>(here.subList(0, at));
            List<Integer> kept = guards;
            guards = new ArrayList<>(scope.guards);
            method.block(scope.last);
            guards = kept;
            if (covered) {
                mark(at, here.subList(0, at + 1));
            }
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

    /** Whether the block leaves a monitor, and its handler covers it. */
    private boolean isCovered(List<Stmt> last) {
        return shape.exitsCovered()
                && !shape.sharedFinally()
                && last.stream().anyMatch(stmt -> stmt.form() instanceof Stmt.Leave);
    }

    private void select(Shared shared, int way) {
        code.visitIntInsn(Opcodes.BIPUSH, way);
        expressions.var(Opcodes.ISTORE, shared.selector);
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
        expressions.insn(Opcodes.NOP);
    }

    void guarded(Stmt.Try guarded) {
        Label end = new Label();
        Shared shared = new Shared();
        shared.selector = nextSlot++;
        int thrown = nextSlot++;
        List<Stmt> last = guarded.last();
        Runnable finish = () -> finish(last, shared, end);
        if (last != null && shape.sharedFinally()) {
            expressions.insn(Opcodes.ACONST_NULL);
            expressions.var(Opcodes.ASTORE, thrown);
        }

        TryScope whole = new TryScope(last, shared, guards);
        TryScope body = new TryScope(null, shared, guards);
        scopes.add(whole);
        scopes.add(body);
        mark(scopes.size() - 2, scopes);
        method.block(guarded.body());
        List<Stmt> exit = last != null && isCovered(last) && Tidy.canComplete(guarded.body()) ? last : List.of();
        method.block(exit);
        mark(scopes.size() - 2, scopes);
        scopes.remove(scopes.size() - 1);
        scopes.remove(scopes.size() - 1);
        if (!exit.isEmpty()) {
            expressions.jump(Opcodes.GOTO, end);
        } else if (Tidy.canComplete(guarded.body())) {
            finish.run();
        }
        dead();
        List<TryScope> covered = new ArrayList<>(List.of(whole));
        List<Runnable> handlers = new ArrayList<>();
        for (Stmt.Clause clause : guarded.clauses()) {
            Label handler = new Label();
            cover(body, handler, "java/lang/" + clause.caught().type());
            handlers.add(() -> clause(clause, handler, new TryScope(last, shared, guards), covered, finish));
        }
        Label finallyHandler = new Label();
        if (last != null) {
            handlers.add(() -> {
                // inner handlers have been entered in the table by now
                covered.forEach(scope -> cover(scope, finallyHandler, null));
                code.visitLabel(finallyHandler);
                expressions.var(Opcodes.ASTORE, thrown);
                if (shape.sharedFinally()) {
                    select(shared, 0);
                    expressions.jump(Opcodes.GOTO, shared.start);
                    shared(last, shared, thrown);
                } else {
                    method.block(last);
                    if (isCovered(last)) {
                        Label past = new Label();
                        code.visitLabel(past);
                        code.visitTryCatchBlock(finallyHandler, past, finallyHandler, null);
                    }
                    if (Tidy.canComplete(last)) {
                        expressions.var(Opcodes.ALOAD, thrown);
                        expressions.insn(Opcodes.ATHROW);
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
        expressions.insn(Opcodes.NOP);
    }

    private void clause(Stmt.Clause clause, Label handler, TryScope scope, List<TryScope> covered, Runnable finish) {
        int slot = nextSlot++;
        code.visitLabel(handler);
        expressions.var(Opcodes.ASTORE, slot);
        scopes.add(scope);
        mark(scopes.size() - 1, scopes);
        caught.add(slot);
        method.block(clause.body());
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
            expressions.jump(Opcodes.GOTO, end);
        } else if (shape.sharedFinally()) {
            shared.goingOn.add(() -> expressions.jump(Opcodes.GOTO, end));
            select(shared, shared.goingOn.size());
            expressions.jump(Opcodes.GOTO, shared.start);
        } else {
            method.block(last);
            if (Tidy.canComplete(last)) {
                expressions.jump(Opcodes.GOTO, end);
            }
        }
    }

    private void shared(List<Stmt> last, Shared shared, int thrown) {
        code.visitLabel(shared.start);
        method.block(last);
        if (!Tidy.canComplete(last)) {
            dead();
            return;
        }
        for (int i = 0; i < shared.goingOn.size(); i++) {
            Label next = new Label();
            expressions.var(Opcodes.ILOAD, shared.selector);
            code.visitIntInsn(Opcodes.BIPUSH, i + 1);
            expressions.jump(Opcodes.IF_ICMPNE, next);
            shared.goingOn.get(i).run();
            code.visitLabel(next);
        }
        expressions.var(Opcodes.ALOAD, thrown);
        expressions.insn(Opcodes.ATHROW);
    }

    /** Enters the scope's ranges in the table of handlers. */
    private void cover(TryScope scope, Label handler, @Nullable String type) {
        for (int i = 0; i + 1 < scope.bounds.size(); i += 2) {
            code.visitTryCatchBlock(scope.bounds.get(i), scope.bounds.get(i + 1), handler, type);
        }
    }
}
