package dev.concurrencylint.oracle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a helper of a sample is for.
 *
 * @param spot where it waits or wakes, or whose monitor it enters; null for none
 */
record Helper(Purpose purpose, Half half, @Nullable Spot spot) {
    /** What it does with its half. */
    enum Purpose {
        TAKE,
        GIVE,
        TAKE_IF,
        GIVE_IF,
        ATTEMPT,
        WORK,
        /** Runs a block with it. */
        TEMPLATE,
        /** Returns a guard of it. */
        WRAPPER,
        /** Waits, or wakes. */
        MEET,
        /** Waits, or wakes, on what it is given. */
        MEET_GIVEN;

        static final List<Purpose> PLAIN = List.of(TAKE, GIVE, TAKE_IF, GIVE_IF, ATTEMPT, WORK);
    }

    Helper(Purpose purpose, Half half) {
        this(purpose, half, null);
    }

    /** Whether it takes or returns what others don't. */
    boolean hasRole() {
        return purpose == Purpose.TEMPLATE || purpose == Purpose.WRAPPER;
    }

    /** Whether others wait or wake by it. */
    boolean meetsAt(Spot other) {
        return purpose == Purpose.MEET && spot == other;
    }
}
