package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Sample.Routine;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes of any tree one that a compiler accepts: without statements that cannot be reached (JLS §14.22), without clauses that cannot
 * catch, without jumps that lead nowhere, and with an answer at the end where one is due.
 */
final class Tidy {
    private final Checked checked;
    private final Routine routine;
    /** Whether a guard is at hand that the block may close. */
    private boolean isKept;

    private Tidy(Checked checked, Routine routine) {
        this.checked = checked;
        this.routine = routine;
    }

    static Sample tidy(Sample sample) {
        Sample tidied = sample;
        for (int i = sample.routines().size() - 1; i >= 0; i--) {
            Routine routine = sample.routines().get(i);
            List<Stmt> any = routine.role().isStatic() ? StaticBodies.of(routine.body()) : routine.body();
            List<Stmt> body = new Tidy(new Checked(tidied), routine).block(any, false, null);
            if (routine.answers() && canComplete(body)) {
                body = new ArrayList<>(body);
                body.add(Stmt.of(new Stmt.Return(new Cond.Constant(false))));
            }
            if (routine.role() == Sample.Role.WRAPPER && canComplete(body)) {
                body = new ArrayList<>(body);
                body.add(Stmt.of(handOf(routine)));
            }
            tidied = tidied.with(i, routine.with(body));
        }
        return Called.only(tidied);
    }

    /** What the wrapper returns where nothing else says it. */
    private static Stmt.Hand handOf(Routine routine) {
        Half taken = Locks.of(routine.body()).taken().stream().findFirst().orElse(Half.A);
        Stmt.Hand[] first = {new Stmt.Hand(taken, Stmt.Guard.LAMBDA)};
        Blocks.each(routine.body(), stmt -> {
            if (stmt.form() instanceof Stmt.Hand hand) {
                first[0] = hand;
            }
        });
        return first[0];
    }

    /** @param caught what the clause around may have caught; null outside of clauses */
    private List<Stmt> block(List<Stmt> block, boolean inLoop, @Nullable Set<Failure> caught) {
        List<Stmt> tidy = new ArrayList<>();
        for (Stmt stmt : block) {
            for (Stmt one : stmt(sized(stmt), inLoop, caught)) {
                tidy.add(one);
                if (!canComplete(one)) {
                    return tidy;
                }
            }
        }
        return tidy;
    }

    private List<Stmt> stmt(Stmt stmt, boolean inLoop, @Nullable Set<Failure> caught) {
        Stmt.Form form = stmt.form();
        if (form instanceof Stmt.Break || form instanceof Stmt.Continue) {
            return inLoop ? List.of(stmt) : List.of();
        }
        if (form instanceof Stmt.Rethrow) {
            return caught != null ? List.of(stmt) : List.of();
        }
        if (form instanceof Stmt.Bump) {
            return routine.sized() ? List.of(stmt) : List.of();
        }
        if (form instanceof Stmt.RunBlock) {
            return routine.role() == Sample.Role.TEMPLATE ? List.of(stmt) : List.of();
        }
        if (form instanceof Stmt.Hand || form instanceof Stmt.Refuse) {
            return routine.role() == Sample.Role.WRAPPER ? List.of(stmt) : List.of();
        }
        if (form instanceof Stmt.Close) {
            return isKept ? List.of(stmt) : List.of();
        }
        if (form instanceof Stmt.Within within) {
            List<Stmt> block = new LambdaBodies(checked).of(within.block());
            boolean outside = isKept;
            isKept = false;
            List<Stmt> tidy = new Tidy(checked, LambdaBodies.routine(routine, block)).block(block, false, null);
            isKept = outside;
            return List.of(Stmt.of(new Stmt.Within(within.helper(), tidy)));
        }
        if (form instanceof Stmt.Keep keep) {
            boolean outside = isKept;
            isKept = !keep.automatic();
            List<Stmt> body = block(keep.body(), inLoop, caught);
            isKept = outside;
            return List.of(Stmt.of(new Stmt.Keep(keep.helper(), keep.automatic(), body)));
        }
        if (form instanceof Stmt.Synchronized block) {
            return List.of(Stmt.of(new Stmt.Synchronized(block.spot(), block(block.body(), inLoop, caught))));
        }
        if (form instanceof Stmt.Return && routine.role() == Sample.Role.WRAPPER) {
            return List.of(Stmt.of(handOf(routine)));
        }
        if (form instanceof Stmt.Return end) {
            if (routine.answers() == (end.answer() != null)) {
                return List.of(stmt);
            }
            return List.of(Stmt.of(new Stmt.Return(routine.answers() ? new Cond.Constant(false) : null)));
        }
        if (form instanceof Stmt.If when) {
            if (when.cond() instanceof Cond.Constant constant) {
                return block(constant.value() ? when.then() : when.otherwise(), inLoop, caught);
            }
            return List.of(Stmt.of(new Stmt.If(
                    when.cond(), block(when.then(), inLoop, caught), block(when.otherwise(), inLoop, caught))));
        }
        if (form instanceof Stmt.While loop) {
            if (loop.cond() instanceof Cond.Constant constant && !constant.value()) {
                return List.of();
            }
            return List.of(Stmt.of(new Stmt.While(loop.cond(), block(loop.body(), true, caught))));
        }
        return form instanceof Stmt.Try guarded ? guarded(guarded, inLoop, caught) : List.of(stmt);
    }

    /** Without the number that the method is not given. */
    private Stmt sized(Stmt stmt) {
        return routine.sized()
                ? stmt
                : stmt.withAmount(amount -> amount.of() == Amount.Variable.N ? Amount.ONE : amount);
    }

    private List<Stmt> guarded(Stmt.Try guarded, boolean inLoop, @Nullable Set<Failure> caught) {
        Set<Failure> outer = caught == null ? Set.of() : caught;
        List<Stmt> body = block(guarded.body(), inLoop, caught);
        Set<Failure> left = checked.of(body, outer);
        List<Stmt.Clause> clauses = new ArrayList<>();
        EnumSet<Stmt.Caught> seen = EnumSet.noneOf(Stmt.Caught.class);
        for (Stmt.Clause clause : guarded.clauses()) {
            boolean idle = clause.caught() == Stmt.Caught.INTERRUPTED && !left.contains(Failure.INTERRUPTED);
            if (idle || seen.contains(Stmt.Caught.ANY) || !seen.add(clause.caught())) {
                continue;
            }
            Set<Failure> here = EnumSet.copyOf(left);
            here.removeIf(failure -> !clause.caught().catches(failure));
            left.removeAll(here);
            clauses.add(new Stmt.Clause(clause.caught(), block(clause.body(), inLoop, here)));
        }
        List<Stmt> last = guarded.last() == null ? null : block(guarded.last(), inLoop, caught);
        if (clauses.isEmpty() && last == null || body.isEmpty()) {
            List<Stmt> all = new ArrayList<>(body);
            all.addAll(last == null ? List.of() : last);
            return all;
        }
        return List.of(Stmt.of(new Stmt.Try(body, clauses, last)));
    }

    static boolean canComplete(List<Stmt> block) {
        return block.stream().allMatch(Tidy::canComplete);
    }

    private static boolean canComplete(Stmt stmt) {
        Stmt.Form form = stmt.form();
        if (form instanceof Stmt.Return
                || form instanceof Stmt.Hand
                || form instanceof Stmt.Refuse
                || form instanceof Stmt.Throw
                || form instanceof Stmt.Rethrow
                || form instanceof Stmt.Break
                || form instanceof Stmt.Continue) {
            return false;
        }
        if (form instanceof Stmt.If when) {
            return when.otherwise().isEmpty() || canComplete(when.then()) || canComplete(when.otherwise());
        }
        if (form instanceof Stmt.While loop) {
            return !isTrue(loop.cond()) || breaks(loop.body());
        }
        if (form instanceof Stmt.Keep keep) {
            return canComplete(keep.body());
        }
        if (form instanceof Stmt.Synchronized block) {
            return canComplete(block.body());
        }
        if (form instanceof Stmt.Try guarded) {
            return (guarded.last() == null || canComplete(guarded.last()))
                    && (canComplete(guarded.body())
                            || guarded.clauses().stream().anyMatch(clause -> canComplete(clause.body())));
        }
        return true;
    }

    static boolean isTrue(Cond cond) {
        return cond instanceof Cond.Constant constant && constant.value();
    }

    private static boolean breaks(List<Stmt> block) {
        for (Stmt stmt : block) {
            if (stmt.form() instanceof Stmt.Break) {
                return true;
            }
            if (stmt.form() instanceof Stmt.While) {
                continue;
            }
            if (stmt.form() instanceof Stmt.Try guarded && guarded.last() != null && !canComplete(guarded.last())) {
                if (breaks(guarded.last())) {
                    return true;
                }
                continue;
            }
            if (stmt.blocks().stream().anyMatch(Tidy::breaks)) {
                return true;
            }
        }
        return false;
    }
}
