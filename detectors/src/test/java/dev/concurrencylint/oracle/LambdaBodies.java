package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Sample.Role;
import dev.concurrencylint.oracle.Sample.Routine;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes of any block one that can be the body of a {@code Runnable}: it throws nothing that is checked, and uses none of the method's
 * variables but those that never change (JLS §15.27.2).
 */
final class LambdaBodies {
    private final Checked checked;

    LambdaBodies(Checked checked) {
        this.checked = checked;
    }

    /** The body as a method of its own: it answers nothing and is given the parameters of the method around it. */
    static Routine routine(Routine around, List<Stmt> body) {
        return new Routine("lambda$" + around.name(), false, around.parameters(), false, false, Role.PLAIN, body);
    }

    List<Stmt> of(List<Stmt> block) {
        List<Stmt> body = new ArrayList<>();
        for (Stmt stmt : block) {
            Stmt.Form form = stmt.form();
            if (usesLocals(form)
                    || form instanceof Stmt.Within
                    || form instanceof Stmt.Await
                    || form instanceof Stmt.Pass
                    || callsThrowing(form)) {
                continue;
            }
            if (form instanceof Stmt.Keep keep) {
                body.addAll(of(keep.body()));
                continue;
            }
            Stmt quiet = Stmt.of(quiet(form)).withCond(this::quiet).withAmount(LambdaBodies::known);
            body.add(quiet.withBlocks(this::of));
        }
        return body;
    }

    private static boolean usesLocals(Stmt.Form form) {
        return form instanceof Stmt.SetLocal
                || form instanceof Stmt.Drain
                || form instanceof Stmt.Bind
                || form instanceof Stmt.RunBound;
    }

    private boolean callsThrowing(Stmt.Form form) {
        return form instanceof Stmt.Run run && (!checked.of(run).isEmpty() || usesLocals(run.arguments()));
    }

    private static boolean usesLocals(List<Cond> arguments) {
        return arguments.stream().anyMatch(Cond.Local.class::isInstance);
    }

    private static Amount known(Amount amount) {
        return amount.of() == Amount.Variable.NOTHING ? amount : Amount.ONE;
    }

    private static Stmt.Form quiet(Stmt.Form form) {
        if (form instanceof Stmt.Acquire acquire) {
            return new Stmt.Acquire(acquire.half(), false, acquire.amount());
        }
        if (form instanceof Stmt.Drop drop) {
            return new Stmt.Drop(drop.half(), false, drop.amount());
        }
        if (form instanceof Stmt.Call call && call.failure() != null) {
            return new Stmt.Call(Failure.UNCHECKED);
        }
        return form instanceof Stmt.Throw ? new Stmt.Throw(Failure.UNCHECKED) : form;
    }

    private Cond quiet(Cond cond) {
        if (cond instanceof Cond.Attempt attempt) {
            return new Cond.Attempt(attempt.half(), false, attempt.amount());
        }
        if (cond instanceof Cond.Local
                || cond instanceof Cond.Answer answer
                        && (!checked.of(answer).isEmpty() || usesLocals(answer.arguments()))) {
            return new Cond.Chance();
        }
        if (cond instanceof Cond.Not not) {
            return quiet(not.cond()).negated();
        }
        return cond instanceof Cond.Both both
                ? new Cond.Both(quiet(both.left()), quiet(both.right()), both.and())
                : cond;
    }
}
