package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Sample.Routine;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which checked exceptions may leave a block, as the compiler counts them (JLS §11.2). */
final class Checked {
    private final Sample sample;

    Checked(Sample sample) {
        this.sample = sample;
    }

    Set<Failure> of(Routine routine) {
        return of(routine.body(), Set.of());
    }

    /** @param caught what the clause around the block may have caught: a rethrow raises that */
    Set<Failure> of(List<Stmt> block, Set<Failure> caught) {
        Set<Failure> all = EnumSet.noneOf(Failure.class);
        for (Stmt stmt : block) {
            all.addAll(of(stmt.form(), caught));
        }
        return all;
    }

    Set<Failure> of(Stmt.Run run) {
        return of(run, Set.of());
    }

    private Set<Failure> of(Stmt.Form form, Set<Failure> caught) {
        Set<Failure> all = EnumSet.noneOf(Failure.class);
        if (form instanceof Stmt.Acquire acquire) {
            if (acquire.interruptibly()) {
                all.add(Failure.INTERRUPTED);
            }
        } else if (form instanceof Stmt.Drop drop) {
            if (drop.timed()) {
                all.add(Failure.INTERRUPTED);
            }
        } else if (form instanceof Stmt.Await) {
            all.add(Failure.INTERRUPTED);
        } else if (form instanceof Stmt.Throw raise) {
            if (raise.failure() != Failure.UNCHECKED) {
                all.add(raise.failure());
            }
        } else if (form instanceof Stmt.Call call) {
            if (call.failure() == Failure.CHECKED) {
                all.add(Failure.CHECKED);
            }
        } else if (form instanceof Stmt.Rethrow) {
            all.addAll(caught);
        } else if (form instanceof Stmt.Run run) {
            all.addAll(of(sample.routines().get(run.helper())));
        } else if (form instanceof Stmt.Pass pass) {
            all.addAll(of(sample.routines().get(pass.helper())));
        } else if (form instanceof Stmt.Within within) {
            all.addAll(of(sample.routines().get(within.helper()))); // the block itself throws nothing of the kind
        } else if (form instanceof Stmt.Synchronized block) {
            all.addAll(of(block.body(), caught));
        } else if (form instanceof Stmt.Keep keep) {
            all.addAll(of(sample.routines().get(keep.helper())));
            all.addAll(of(keep.body(), caught));
        } else if (form instanceof Stmt.SetLocal set) {
            all.addAll(of(set.value()));
        } else if (form instanceof Stmt.SetField set) {
            all.addAll(of(set.value()));
        } else if (form instanceof Stmt.Return end && end.answer() != null) {
            all.addAll(of(end.answer()));
        } else if (form instanceof Stmt.If when) {
            all.addAll(of(when.cond()));
            all.addAll(of(when.then(), caught));
            all.addAll(of(when.otherwise(), caught));
        } else if (form instanceof Stmt.While loop) {
            all.addAll(of(loop.cond()));
            all.addAll(of(loop.body(), caught));
        } else if (form instanceof Stmt.Try guarded) {
            all.addAll(ofTry(guarded, caught));
        }
        return all;
    }

    private Set<Failure> ofTry(Stmt.Try guarded, Set<Failure> caught) {
        Set<Failure> left = of(guarded.body(), caught);
        Set<Failure> all = EnumSet.noneOf(Failure.class);
        for (Stmt.Clause clause : guarded.clauses()) {
            Set<Failure> here = EnumSet.copyOf(left);
            here.removeIf(failure -> !clause.caught().catches(failure));
            left.removeAll(here);
            all.addAll(of(clause.body(), here));
        }
        all.addAll(left);
        List<Stmt> last = guarded.last();
        if (last != null) {
            if (!Tidy.canComplete(last)) {
                all.clear();
            }
            all.addAll(of(last, caught));
        }
        return all;
    }

    Set<Failure> of(Cond cond) {
        Set<Failure> all = EnumSet.noneOf(Failure.class);
        if (cond instanceof Cond.Attempt attempt) {
            if (attempt.timed()) {
                all.add(Failure.INTERRUPTED);
            }
        } else if (cond instanceof Cond.Not not) {
            all.addAll(of(not.cond()));
        } else if (cond instanceof Cond.Both both) {
            all.addAll(of(both.left()));
            all.addAll(of(both.right()));
        } else if (cond instanceof Cond.Answer answer) {
            all.addAll(of(sample.routines().get(answer.helper())));
        }
        return all;
    }
}
