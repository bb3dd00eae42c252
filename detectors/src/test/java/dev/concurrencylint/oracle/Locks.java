package dev.concurrencylint.oracle;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The locks that a block itself takes and gives back, helpers aside. */
final class Locks {
    private final Set<Half> taken = EnumSet.noneOf(Half.class);
    private final Set<Half> given = EnumSet.noneOf(Half.class);

    private Locks() {}

    static Locks of(List<Stmt> block) {
        Locks locks = new Locks();
        locks.collect(block);
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
