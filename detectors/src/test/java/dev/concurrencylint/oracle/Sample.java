package dev.concurrencylint.oracle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * @param sized whether its last parameter is a number of permits
     * @param role what it takes and returns besides
     */
    record Routine(
            String name, boolean entry, int parameters, boolean answers, boolean sized, Role role, List<Stmt> body) {
        Routine {
            body = List.copyOf(body);
        }

        Routine(String name, boolean entry, int parameters, boolean answers, List<Stmt> body) {
            this(name, entry, parameters, answers, false, Role.PLAIN, body);
        }

        Routine with(List<Stmt> other) {
            return new Routine(name, entry, parameters, answers, sized, role, other);
        }

        Routine sized(boolean other) {
            return new Routine(name, entry, parameters, answers, other, role, body);
        }

        /** The same, made for that. */
        Routine as(Role other) {
            return new Routine(name, entry, parameters, answers, sized, other, body);
        }

        /** The same, with nothing to answer. */
        Routine mute() {
            return new Routine(name, entry, parameters, false, sized, role, body);
        }

        /** Whether such a statement is in it. */
        boolean has(Class<? extends Stmt.Form> form) {
            return Blocks.has(body, form);
        }
    }

    /** What a method is made for. */
    enum Role {
        PLAIN,
        /** Takes a block and runs it. */
        TEMPLATE,
        /** Returns a guard. */
        WRAPPER,
        /** Holds the object's monitor while it runs. */
        SYNCHRONIZED,
        /** Is given an object to wait on. */
        GIVEN_OBJECT,
        /** Is given a condition to wait on. */
        GIVEN_CONDITION,
        /** Is static, and given an object to wait on. */
        STATIC_GIVEN_OBJECT,
        /** Is static, and holds the class's monitor while it runs. */
        STATIC_SYNCHRONIZED;

        boolean isStatic() {
            return this == STATIC_GIVEN_OBJECT || this == STATIC_SYNCHRONIZED;
        }

        boolean isSynchronized() {
            return this == SYNCHRONIZED || this == STATIC_SYNCHRONIZED;
        }

        /** What the method is given, as its last parameter; null for nothing. */
        @Nullable
        Given given() {
            return switch (this) {
                case PLAIN, WRAPPER, SYNCHRONIZED, STATIC_SYNCHRONIZED -> null;
                case TEMPLATE -> new Given("java/lang/Runnable", "block");
                case GIVEN_OBJECT, STATIC_GIVEN_OBJECT -> new Given("java/lang/Object", "it");
                case GIVEN_CONDITION -> new Given("java/util/concurrent/locks/Condition", "cue");
            };
        }
    }

    /** @param type the internal name of its class */
    record Given(String type, String name) {
        String text() {
            return type.replace("java/lang/", "").replace('/', '.') + " " + name;
        }

        String descriptor() {
            return "L" + type + ";";
        }
    }

    /** Whether such a statement is anywhere in it. */
    boolean has(Class<? extends Stmt.Form> form) {
        return routines.stream().anyMatch(routine -> routine.has(form));
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
