package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Sample.Routine;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a block takes and gives back: itself, or with its helpers. */
final class Locks {
    private final Set<Half> taken = EnumSet.noneOf(Half.class);
    private final Set<Half> given = EnumSet.noneOf(Half.class);

    private Locks() {}

    static Locks of(List<Stmt> block) {
        Locks locks = new Locks();
        locks.collect(block);
        return locks;
    }

    /** With the helpers that the method calls. */
    static Locks of(Sample sample, Routine routine) {
        Locks locks = new Locks();
        Called.by(sample, routine).forEach(called -> locks.collect(called.body()));
        return locks;
    }

    boolean anyUsed() {
        return !taken.isEmpty() || !given.isEmpty();
    }

    Set<Half> taken() {
        return taken;
    }

    Set<Half> given() {
        return given;
    }

    Set<Half> takenAndGiven() {
        Set<Half> both = EnumSet.copyOf(taken);
        both.retainAll(given);
        return both;
    }

    private void collect(List<Stmt> block) {
        for (Stmt stmt : block) {
            if (stmt.form() instanceof Stmt.Acquire acquire) {
                taken.add(acquire.half());
            } else if (stmt.form() instanceof Stmt.Release release) {
                given.add(release.half());
            } else if (stmt.form() instanceof Stmt.Drop drop) {
                taken.add(drop.half());
            } else if (stmt.form() instanceof Stmt.Through through) {
                (through.take() ? taken : given).add(through.half());
            } else if (stmt.form() instanceof Stmt.Bind bind) {
                (bind.take() ? taken : given).add(bind.half());
            } else if (stmt.form() instanceof Stmt.Submit submit) {
                given.add(submit.half());
            } else if (stmt.form() instanceof Stmt.Hand hand) {
                given.add(hand.half()); // by whoever closes it
            } else if (stmt.form() instanceof Stmt.Drain drain) {
                taken.add(drain.half());
            }
            stmt.withCond(cond -> {
                attempts(cond);
                return cond;
            });
            stmt.blocks().forEach(this::collect);
        }
    }

    private void attempts(Cond cond) {
        if (cond instanceof Cond.Attempt attempt) {
            taken.add(attempt.half());
        } else if (cond instanceof Cond.Not not) {
            attempts(not.cond());
        } else if (cond instanceof Cond.Both both) {
            attempts(both.left());
            attempts(both.right());
        }
    }
}
