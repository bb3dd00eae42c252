package dev.concurrencylint.oracle;

import java.util.ArrayList;
import java.util.List;

/** Makes of any block one that a static method can have: it uses nothing of the object's. */
final class StaticBodies {
    private StaticBodies() {}

    static List<Stmt> of(List<Stmt> block) {
        List<Stmt> body = new ArrayList<>();
        for (Stmt stmt : block) {
            if (isOfClass(stmt.form())) {
                body.add(stmt.withCond(StaticBodies::known).withBlocks(StaticBodies::of));
            }
        }
        return body;
    }

    private static boolean isOfClass(Stmt.Form form) {
        if (form instanceof Stmt.Await await) {
            return await.spot().isOfClass();
        }
        if (form instanceof Stmt.Wake wake) {
            return wake.spot().isOfClass();
        }
        if (form instanceof Stmt.Synchronized block) {
            return block.spot().isOfClass();
        }
        return form instanceof Stmt.If
                || form instanceof Stmt.While
                || form instanceof Stmt.Try
                || form instanceof Stmt.SetLocal
                || form instanceof Stmt.Break
                || form instanceof Stmt.Continue
                || form instanceof Stmt.Return
                || form instanceof Stmt.Throw
                || form instanceof Stmt.Rethrow;
    }

    /** The same where that needs no object; else a variable. */
    private static Cond known(Cond cond) {
        if (cond instanceof Cond.Not not) {
            return known(not.cond()).negated();
        }
        if (cond instanceof Cond.Both both) {
            return new Cond.Both(known(both.left()), known(both.right()), both.and());
        }
        boolean isKnown = cond instanceof Cond.Parameter
                || cond instanceof Cond.Local
                || cond instanceof Cond.Constant
                || cond instanceof Cond.Entered entered && entered.spot().isOfClass();
        return isKnown ? cond : new Cond.Local(0);
    }
}
