package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Sample.Routine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Makes a disagreement small: tries all samples that are one step smaller, at once, as long as one of them still shows it. */
final class Shrinker {
    private static final int MOST_STEPS = 60;

    private final Trial trial;
    private final Origin origin;
    private final Disagreement wanted;

    Shrinker(Trial trial, Origin origin, Disagreement wanted) {
        this.trial = trial;
        this.origin = origin;
        this.wanted = wanted;
    }

    /** The smallest sample that was found; the given one where none is smaller. */
    Trial.Outcome shrink(Trial.Outcome start) {
        Trial.Outcome smallest = start;
        for (int step = 0; step < MOST_STEPS; step++) {
            Sample sample = smallest.printed().sample();
            List<Sample> smaller = new ArrayList<>();
            for (Sample candidate : candidates(sample)) {
                Sample tidy = Tidy.tidy(candidate);
                if (cost(tidy) < cost(sample)) {
                    smaller.add(tidy.named("S" + smaller.size()));
                }
            }
            Trial.Outcome next = trial.judge(smaller, origin).stream()
                    .filter(this::shows)
                    .min(Comparator.comparing(outcome -> cost(outcome.printed().sample())))
                    .orElse(null);
            if (next == null) {
                return smallest;
            }
            smallest = next;
        }
        return smallest;
    }

    private boolean shows(Trial.Outcome outcome) {
        return outcome.verdict() != null
                && outcome.verdict().disagreements().stream().anyMatch(wanted::isLike);
    }

    private static int cost(Sample sample) {
        return 10 * sample.size() + JavaText.print(sample).text().length();
    }

    private static List<Sample> candidates(Sample sample) {
        List<Sample> candidates = new ArrayList<>();
        for (int i = 0; i < sample.routines().size(); i++) {
            int index = i;
            Routine routine = sample.routines().get(i);
            variants(routine.body(), body -> candidates.add(sample.with(index, routine.with(body))));
            if (!routine.body().isEmpty()) {
                candidates.add(sample.with(index, routine.with(List.of())));
            }
            if (routine.answers() && routine.entry()) {
                candidates.add(sample.with(index, routine.mute()));
            }
            if (routine.role() == Sample.Role.SYNCHRONIZED) {
                candidates.add(sample.with(index, routine.as(Sample.Role.PLAIN)));
            }
            if (i > 0 && i == sample.routines().size() - 1 && routine.body().isEmpty()) {
                candidates.add(without(sample, i));
            }
        }
        return candidates;
    }

    private static Sample without(Sample sample, int index) {
        List<Routine> routines = new ArrayList<>();
        for (int i = 0; i < sample.routines().size(); i++) {
            if (i != index) {
                Routine routine = sample.routines().get(i);
                routines.add(routine.with(withoutRuns(routine.body(), index)));
            }
        }
        return new Sample(sample.name(), routines);
    }

    private static List<Stmt> withoutRuns(List<Stmt> block, int helper) {
        List<Stmt> left = new ArrayList<>();
        for (Stmt stmt : block) {
            if (stmt.form() instanceof Stmt.Run run && run.helper() == helper
                    || stmt.form() instanceof Stmt.Pass pass && pass.helper() == helper) {
                continue;
            }
            if (stmt.form() instanceof Stmt.Within within && within.helper() == helper
                    || stmt.form() instanceof Stmt.Keep keep && keep.helper() == helper) {
                stmt.blocks().forEach(inner -> left.addAll(withoutRuns(inner, helper)));
                continue;
            }
            left.add(stmt.withBlocks(inner -> withoutRuns(inner, helper))
                    .withCond(cond -> withoutAnswers(cond, helper)));
        }
        return left;
    }

    private static Cond withoutAnswers(Cond cond, int helper) {
        if (cond instanceof Cond.Answer answer && answer.helper() == helper) {
            return new Cond.Chance();
        }
        if (cond instanceof Cond.Not not) {
            return withoutAnswers(not.cond(), helper).negated();
        }
        if (cond instanceof Cond.Both both) {
            return new Cond.Both(withoutAnswers(both.left(), helper), withoutAnswers(both.right(), helper), both.and());
        }
        return cond;
    }

    /** Each block that is one step smaller. */
    private static void variants(List<Stmt> block, Consumer<List<Stmt>> out) {
        for (int i = 0; i < block.size(); i++) {
            int at = i;
            Stmt stmt = block.get(i);
            out.accept(replaced(block, at, List.of()));
            for (List<Stmt> inner : stmt.blocks()) {
                out.accept(replaced(block, at, inner));
                if (stmt.blocks().size() > 1) {
                    List<Stmt> both = new ArrayList<>();
                    stmt.blocks().forEach(both::addAll);
                    out.accept(replaced(block, at, both));
                }
            }
            stmt.withCond(cond -> {
                for (Cond simpler : simpler(cond)) {
                    out.accept(replaced(block, at, List.of(stmt.withCond(old -> simpler))));
                }
                return cond;
            });
            if (stmt.form() instanceof Stmt.Try guarded) {
                fewerClauses(guarded, other -> out.accept(replaced(block, at, List.of(Stmt.of(other)))));
            }
            if (stmt.form() instanceof Stmt.If when && !when.otherwise().isEmpty()) {
                out.accept(replaced(block, at, List.of(Stmt.of(new Stmt.If(when.cond(), when.then(), List.of())))));
                out.accept(replaced(
                        block, at, List.of(Stmt.of(new Stmt.If(when.cond().negated(), when.otherwise(), List.of())))));
            }
            if (stmt.form() instanceof Stmt.Acquire acquire && acquire.interruptibly()) {
                out.accept(replaced(
                        block, at, List.of(Stmt.of(new Stmt.Acquire(acquire.half(), false, acquire.amount())))));
            }
            if (stmt.form() instanceof Stmt.Await await && await.timed()) {
                out.accept(
                        replaced(block, at, List.of(Stmt.of(new Stmt.Await(await.spot(), false, await.asMonitor())))));
            }
            if (stmt.form() instanceof Stmt.Keep keep && keep.automatic()) {
                out.accept(replaced(block, at, List.of(Stmt.of(new Stmt.Keep(keep.helper(), false, keep.body())))));
            }
            for (int b = 0; b < stmt.blocks().size(); b++) {
                int chosen = b;
                variants(stmt.blocks().get(b), inner -> {
                    int[] count = {0};
                    out.accept(replaced(
                            block, at, List.of(stmt.withBlocks(old -> count[0]++ == chosen ? inner : old))));
                });
            }
        }
    }

    private static void fewerClauses(Stmt.Try guarded, Consumer<Stmt.Try> out) {
        for (int i = 0; i < guarded.clauses().size(); i++) {
            List<Stmt.Clause> fewer = new ArrayList<>(guarded.clauses());
            fewer.remove(i);
            out.accept(new Stmt.Try(guarded.body(), fewer, guarded.last()));
        }
        if (guarded.last() != null && !guarded.clauses().isEmpty()) {
            out.accept(new Stmt.Try(guarded.body(), guarded.clauses(), null));
        }
    }

    private static List<Cond> simpler(Cond cond) {
        if (cond instanceof Cond.Constant || cond instanceof Cond.Parameter) {
            return List.of();
        }
        List<Cond> simpler = new ArrayList<>();
        if (!(cond instanceof Cond.Chance)) {
            simpler.add(new Cond.Chance());
        }
        simpler.add(new Cond.Constant(true));
        if (cond instanceof Cond.Not not) {
            simpler.add(not.cond());
        }
        if (cond instanceof Cond.Both both) {
            simpler.add(both.left());
            simpler.add(both.right());
        }
        if (cond instanceof Cond.Attempt attempt && attempt.timed()) {
            simpler.add(new Cond.Attempt(attempt.half(), false, attempt.amount()));
        }
        return simpler;
    }

    private static List<Stmt> replaced(List<Stmt> block, int at, List<Stmt> by) {
        List<Stmt> changed = new ArrayList<>(block);
        changed.remove(at);
        changed.addAll(at, by);
        return changed;
    }
}
