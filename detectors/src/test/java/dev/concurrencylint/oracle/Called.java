package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Sample.Routine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Leaves out the helpers that nobody calls: a method without callers is an entry point to the engine. */
final class Called {
    private Called() {}

    static Sample only(Sample sample) {
        Set<Integer> called = new TreeSet<>();
        for (int i = 0; i < sample.routines().size(); i++) {
            if (sample.routines().get(i).entry()) {
                reach(sample, i, called);
            }
        }
        Map<Integer, Integer> numbers = new TreeMap<>();
        called.forEach(index -> numbers.put(index, numbers.size()));
        List<Routine> kept = new ArrayList<>();
        for (int index : called) {
            Routine routine = sample.routines().get(index);
            kept.add(routine.with(renumbered(routine.body(), numbers)));
        }
        return new Sample(sample.name(), kept);
    }

    /** The method and the helpers that it calls. */
    static List<Routine> by(Sample sample, Routine routine) {
        Set<Integer> called = new TreeSet<>();
        reach(sample, sample.routines().indexOf(routine), called);
        return called.stream().map(sample.routines()::get).toList();
    }

    private static void reach(Sample sample, int index, Set<Integer> called) {
        if (called.add(index)) {
            Set<Integer> next = new TreeSet<>();
            runs(sample.routines().get(index).body(), next);
            next.forEach(callee -> reach(sample, callee, called));
        }
    }

    private static void runs(List<Stmt> block, Set<Integer> callees) {
        for (Stmt stmt : block) {
            if (stmt.form() instanceof Stmt.Run run) {
                callees.add(run.helper());
            } else if (stmt.form() instanceof Stmt.Pass pass) {
                callees.add(pass.helper());
            } else if (stmt.form() instanceof Stmt.Within within) {
                callees.add(within.helper());
            } else if (stmt.form() instanceof Stmt.Keep keep) {
                callees.add(keep.helper());
            }
            stmt.withCond(cond -> {
                answers(cond, callees);
                return cond;
            });
            stmt.blocks().forEach(inner -> runs(inner, callees));
        }
    }

    private static void answers(Cond cond, Set<Integer> callees) {
        if (cond instanceof Cond.Answer answer) {
            callees.add(answer.helper());
        } else if (cond instanceof Cond.Not not) {
            answers(not.cond(), callees);
        } else if (cond instanceof Cond.Both both) {
            answers(both.left(), callees);
            answers(both.right(), callees);
        }
    }

    private static List<Stmt> renumbered(List<Stmt> block, Map<Integer, Integer> numbers) {
        List<Stmt> all = new ArrayList<>();
        for (Stmt stmt : block) {
            Stmt changed = new Stmt(renumbered(stmt.form(), numbers), stmt.line());
            all.add(changed.withBlocks(inner -> renumbered(inner, numbers))
                    .withCond(cond -> renumbered(cond, numbers)));
        }
        return all;
    }

    private static Stmt.Form renumbered(Stmt.Form form, Map<Integer, Integer> numbers) {
        if (form instanceof Stmt.Run run) {
            return new Stmt.Run(numbers.getOrDefault(run.helper(), 0), run.arguments(), run.amount());
        }
        if (form instanceof Stmt.Pass pass) {
            return new Stmt.Pass(numbers.getOrDefault(pass.helper(), 0), pass.spot());
        }
        if (form instanceof Stmt.Within within) {
            return new Stmt.Within(numbers.getOrDefault(within.helper(), 0), within.block());
        }
        return form instanceof Stmt.Keep keep
                ? new Stmt.Keep(numbers.getOrDefault(keep.helper(), 0), keep.automatic(), keep.body())
                : form;
    }

    private static Cond renumbered(Cond cond, Map<Integer, Integer> numbers) {
        if (cond instanceof Cond.Answer answer) {
            return new Cond.Answer(numbers.getOrDefault(answer.helper(), 0), answer.arguments(), answer.amount());
        }
        if (cond instanceof Cond.Not not) {
            return renumbered(not.cond(), numbers).negated();
        }
        return cond instanceof Cond.Both both
                ? new Cond.Both(renumbered(both.left(), numbers), renumbered(both.right(), numbers), both.and())
                : cond;
    }
}
