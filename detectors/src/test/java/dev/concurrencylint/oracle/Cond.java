package dev.concurrencylint.oracle;

import java.util.List;

/** A boolean expression of a sample. */
sealed interface Cond {
    record Constant(boolean value) implements Cond {}

    record Parameter(int index) implements Cond {}

    record Local(int index) implements Cond {}

    record Field(int index) implements Cond {}

    /** Either answer, anew each time. */
    record Chance() implements Cond {}

    /** Whether the thread holds the lock. */
    record Holds(Half half) implements Cond {}

    record Attempt(Half half, boolean timed) implements Cond {}

    record Not(Cond cond) implements Cond {}

    /** @param and whether both are asked for, or one */
    record Both(Cond left, Cond right, boolean and) implements Cond {}

    /** @param helper the index of the routine that answers */
    record Answer(int helper, List<Cond> arguments) implements Cond {
        public Answer {
            arguments = List.copyOf(arguments);
        }
    }

    default Cond negated() {
        if (this instanceof Not not) {
            return not.cond();
        }
        return this instanceof Constant constant ? new Constant(!constant.value()) : new Not(this);
    }
}
