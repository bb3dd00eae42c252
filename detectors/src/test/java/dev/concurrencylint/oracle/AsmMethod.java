package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Sample.Routine;
import java.util.List;
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
    private final AsmExpressions expressions;
    private final AsmFunctions functions;
    private final AsmMonitors monitors;
    private final ClassWriter writer;
    private final AsmScopes scopes;

    AsmMethod(Sample sample, Routine routine, Shape shape, ClassWriter writer) {
        this.sample = sample;
        this.routine = routine;
        this.shape = shape;
        String[] declared = new Checked(sample)
                .of(routine).stream()
                        .map(failure ->
                                failure == Failure.CHECKED ? "java/io/IOException" : "java/lang/InterruptedException")
                        .toArray(String[]::new);
        this.code = writer.visitMethod(
                access(routine), routine.name(), AsmExpressions.descriptor(sample, routine), null, declared);
        this.writer = writer;
        this.expressions = new AsmExpressions(sample, routine, code);
        this.monitors = new AsmMonitors(sample, expressions);
        this.functions = new AsmFunctions(sample, routine, expressions, code);
        this.scopes = new AsmScopes(this, expressions, code, shape);
    }

    private static int access(Routine routine) {
        int synthetic = routine.name().startsWith("lambda$") ? Opcodes.ACC_SYNTHETIC : 0;
        int exclusive = routine.role().isSynchronized() ? Opcodes.ACC_SYNCHRONIZED : 0;
        int ofClass = routine.role().isStatic() ? Opcodes.ACC_STATIC : 0;
        return ofClass | synthetic | exclusive | (routine.entry() ? Opcodes.ACC_PUBLIC : Opcodes.ACC_PRIVATE);
    }

    void emit() {
        code.visitCode();
        expressions.clearLocals();
        functions.clear();
        block(routine.body());
        if (Tidy.canComplete(routine.body())) {
            insn(Opcodes.RETURN);
        }
        scopes.rest();
        code.visitMaxs(DEEPEST_STACK, scopes.slots()); // said aloud: dead code needs room, too
        code.visitEnd();
        functions.lambdas().forEach(lambda -> new AsmMethod(sample, lambda, shape, writer).emit());
    }

    private void insn(int opcode) {
        expressions.insn(opcode);
    }

    private void var(int opcode, int slot) {
        expressions.var(opcode, slot);
    }

    private void jump(int opcode, Label target) {
        expressions.jump(opcode, target);
    }

    private void value(Cond cond) {
        expressions.value(cond);
    }

    // ---- statements --------------------------------------------------------------------------------------

    void block(List<Stmt> block) {
        block.forEach(this::stmt);
    }

    /** What follows stands on that line. */
    private void at(int number) {
        Label here = new Label();
        code.visitLabel(here);
        code.visitLineNumber(number, here);
        expressions.at(number);
    }

    private void stmt(Stmt stmt) {
        at(stmt.line());
        Stmt.Form form = stmt.form();
        if (form instanceof Stmt.Acquire acquire) {
            expressions.acquire(acquire);
        } else if (form instanceof Stmt.Release release) {
            expressions.release(release);
        } else if (form instanceof Stmt.Drop drop) {
            value(new Cond.Attempt(drop.half(), drop.timed(), drop.amount()));
            insn(Opcodes.POP);
        } else if (form instanceof Stmt.Drain drain) {
            expressions.drain(drain);
        } else if (form instanceof Stmt.Bump) {
            expressions.bump();
        } else if (form instanceof Stmt.SetLocal set) {
            expressions.setLocal(set);
        } else if (form instanceof Stmt.SetField set) {
            expressions.setField(set);
        } else if (form instanceof Stmt.If when) {
            decide(when);
        } else if (form instanceof Stmt.While loop) {
            loop(loop, stmt.line());
        } else if (form instanceof Stmt.Break) {
            scopes.leaveLoop(false);
        } else if (form instanceof Stmt.Continue) {
            scopes.leaveLoop(true);
        } else if (form instanceof Stmt.Return end) {
            answer(end);
        } else if (form instanceof Stmt.Throw raise) {
            String type =
                    raise.failure() == Failure.CHECKED ? "java/io/IOException" : "java/lang/IllegalStateException";
            code.visitTypeInsn(Opcodes.NEW, type);
            insn(Opcodes.DUP);
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, type, "<init>", "()V", false);
            insn(Opcodes.ATHROW);
        } else if (form instanceof Stmt.Rethrow) {
            var(Opcodes.ALOAD, scopes.caught());
            insn(Opcodes.ATHROW);
        } else if (form instanceof Stmt.Call call) {
            expressions.call(call);
        } else if (form instanceof Stmt.Run run) {
            value(new Cond.Answer(run.helper(), run.arguments(), run.amount()));
            Routine helper = sample.routines().get(run.helper());
            if (helper.answers() || helper.role() == Sample.Role.WRAPPER) {
                insn(Opcodes.POP);
            }
        } else if (form instanceof Stmt.Through through) {
            functions.through(through);
        } else if (form instanceof Stmt.Bind bind) {
            functions.bind(bind, stmt.line());
        } else if (form instanceof Stmt.RunBound) {
            functions.runBound();
        } else if (form instanceof Stmt.Submit submit) {
            functions.submit(submit, stmt.line());
        } else if (form instanceof Stmt.Within within) {
            functions.within(within, stmt.line());
        } else if (form instanceof Stmt.RunBlock) {
            functions.runBlock();
        } else if (form instanceof Stmt.Hand hand) {
            functions.guard(hand, stmt.line());
            leaveWith(Opcodes.ASTORE, Opcodes.ALOAD, Opcodes.ARETURN);
        } else if (form instanceof Stmt.Refuse) {
            scopes.leave(0, () -> {
                insn(Opcodes.ACONST_NULL);
                insn(Opcodes.ARETURN);
            });
        } else if (form instanceof Stmt.Keep keep) {
            keep(keep, stmt.line());
        } else if (form instanceof Stmt.Close) {
            functions.close(scopes.guard());
        } else if (form instanceof Stmt.Await await) {
            monitors.await(await);
        } else if (form instanceof Stmt.Wake wake) {
            monitors.wake(wake);
        } else if (form instanceof Stmt.Pass pass) {
            monitors.pass(pass);
        } else if (form instanceof Stmt.Post post) {
            functions.post(post, stmt.line());
        } else if (form instanceof Stmt.Synchronized block) {
            int slot = scopes.slot();
            monitors.enter(block.spot(), slot);
            Stmt leave = new Stmt(new Stmt.Leave(slot), stmt.line());
            scopes.guarded(new Stmt.Try(block.body(), List.of(), List.of(leave)));
        } else if (form instanceof Stmt.Leave leave) {
            monitors.leave(leave);
        } else if (form instanceof Stmt.Try guarded) {
            scopes.guarded(guarded);
        }
    }

    private void decide(Stmt.If when) {
        Label other = new Label();
        Label end = new Label();
        boolean swap = shape.elseFirst() && !when.otherwise().isEmpty();
        expressions.branch(when.cond(), swap, other);
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
        scopes.enterLoop(end, test);
        if (shape.testLast()) {
            jump(Opcodes.GOTO, test);
            code.visitLabel(body);
            block(loop.body());
            code.visitLabel(test);
            at(number);
            expressions.branch(loop.cond(), true, body);
        } else {
            code.visitLabel(test);
            expressions.branch(loop.cond(), false, end);
            block(loop.body());
            if (Tidy.canComplete(loop.body())) {
                jump(Opcodes.GOTO, test);
            }
        }
        scopes.exitLoop();
        code.visitLabel(end);
    }

    private void answer(Stmt.Return end) {
        if (end.answer() == null) {
            scopes.leave(0, () -> insn(Opcodes.RETURN));
            return;
        }
        value(end.answer());
        leaveWith(Opcodes.ISTORE, Opcodes.ILOAD, Opcodes.IRETURN);
    }

    /** Returns what is on the stack, after the last blocks around. */
    private void leaveWith(int store, int load, int end) {
        int slot = scopes.slot();
        var(store, slot);
        scopes.leave(0, () -> {
            var(load, slot);
            insn(end);
        });
    }

    /** A try-with-resources becomes a try with a last block: javac's way with suppressed exceptions is javac's. */
    private void keep(Stmt.Keep keep, int line) {
        int slot = scopes.slot();
        functions.keep(keep);
        var(Opcodes.ASTORE, slot);
        scopes.keep(slot);
        if (keep.automatic()) {
            Stmt close = new Stmt(new Stmt.Close(), line);
            scopes.guarded(new Stmt.Try(keep.body(), List.of(), List.of(close)));
        } else {
            block(keep.body());
        }
        scopes.forgetGuard();
    }
}
