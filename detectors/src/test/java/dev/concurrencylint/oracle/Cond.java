package dev.concurrencylint.oracle;

import java.util.List;
import java.util.function.UnaryOperator;

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

    /** Whether the thread holds the monitor of the object. */
    record Entered(Spot spot) implements Cond {}

    record Attempt(Half half, boolean timed, Amount amount) implements Cond {
        Attempt(Half half, boolean timed) {
            this(half, timed, Amount.ONE);
        }
    }

    record Not(Cond cond) implements Cond {}

    /** @param and whether both are asked for, or one */
    record Both(Cond left, Cond right, boolean and) implements Cond {}

    /**
     * @param helper the index of the routine that answers
     * @param amount what is passed to a helper that asks for a number
     */
    record Answer(int helper, List<Cond> arguments, Amount amount) implements Cond {
        public Answer {
            arguments = List.copyOf(arguments);
        }

        Answer(int helper, List<Cond> arguments) {
            this(helper, arguments, Amount.ONE);
        }
    }

    /** The same with other amounts. */
    default Cond withAmount(UnaryOperator<Amount> change) {
        if (this instanceof Attempt attempt) {
            return new Attempt(attempt.half(), attempt.timed(), change.apply(attempt.amount()));
        }
        if (this instanceof Answer answer) {
            return new Answer(answer.helper(), answer.arguments(), change.apply(answer.amount()));
        }
        if (this instanceof Not not) {
            return new Not(not.cond().withAmount(change));
        }
        return this instanceof Both both
                ? new Both(both.left().withAmount(change), both.right().withAmount(change), both.and())
                : this;
    }

    /** Whether it depends on what the thread holds. */
    default boolean asksHolder() {
        if (this instanceof Not not) {
            return not.cond().asksHolder();
        }
        return this instanceof Holds
                || this instanceof Entered
                || this instanceof Both both
                        && (both.left().asksHolder() || both.right().asksHolder());
    }

    default Cond negated() {
        if (this instanceof Not not) {
            return not.cond();
        }
        return this instanceof Constant constant ? new Constant(!constant.value()) : new Not(this);
    }
}
