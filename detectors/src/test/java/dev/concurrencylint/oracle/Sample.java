package dev.concurrencylint.oracle;

import java.util.ArrayList;
import java.util.List;

/** A program of one class. Helpers only call helpers that stand after them. */
record Sample(String name, List<Routine> routines) {
    Sample {
        routines = List.copyOf(routines);
    }

    /**
     * A method.
     *
     * @param entry whether it is public; otherwise it is private
     * @param parameters how many, all booleans
     * @param answers whether it returns a boolean
     */
    record Routine(String name, boolean entry, int parameters, boolean answers, List<Stmt> body) {
        Routine {
            body = List.copyOf(body);
        }

        Routine with(List<Stmt> other) {
            return new Routine(name, entry, parameters, answers, other);
        }
    }

    Sample with(int index, Routine routine) {
        List<Routine> changed = new ArrayList<>(routines);
        changed.set(index, routine);
        return new Sample(name, changed);
    }

    Sample named(String other) {
        return new Sample(other, routines);
    }

    /** The number of its statements. */
    int size() {
        return routines.stream().mapToInt(routine -> size(routine.body())).sum();
    }

    private static int size(List<Stmt> block) {
        int size = 0;
        for (Stmt stmt : block) {
            size++;
            for (List<Stmt> inner : stmt.blocks()) {
                size += size(inner);
            }
        }
        return size;
    }
}
