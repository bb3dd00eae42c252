package dev.concurrencylint.async;

import dev.concurrencylint.summaries.Body;
import java.util.List;

/**
 * A promise that is handed out and that some way through the code doesn't bring to an end.
 *
 * @param body the method that makes the promise
 * @param at the call that makes it, instruction index
 * @param thrown the exceptions that leave it open, internal names, sorted; empty where it is not known which
 * @param stops where it passes on its way, the last one is where it is forgotten; at least one
 */
public record Unfinished(Body body, int at, Why why, Certainty certainty, List<String> thrown, List<Stop> stops) {
    public Unfinished {
        thrown = List.copyOf(thrown);
        stops = List.copyOf(stops);
    }

    /** How sure it is; the surest first. */
    public enum Certainty {
        /** The code shows each step. */
        SEEN,
        /** One step is likely, and not shown by the code. */
        LIKELY,
        /** One step may never happen. */
        ASSUMED
    }

    /** How it comes that it doesn't end. */
    public enum Why {
        /** Nothing that could end it ever has it. */
        NOBODY_HAS_IT,
        /** A way without an exception leaves it as it is. */
        A_WAY_FORGETS_IT,
        /** It is ended in a loop only, which may have no turn. */
        NO_TURN_ENDS_IT,
        /** A handler stops an exception and lets the code go on. */
        A_HANDLER_FORGETS_IT,
        /** An exception ends the code that was to end it. */
        AN_EXCEPTION_LEAVES_IT,
        /** What is to end it only runs if something else succeeds. */
        A_FAILURE_LEAVES_IT,
        /** What is to end it only runs if something else fails. */
        A_SUCCESS_LEAVES_IT
    }

    /** What happens at a place. */
    public enum Role {
        /** One piece of code alone is given the promise. */
        GIVEN,
        /** What fills the collection that a loop goes over is left out where an exception is caught. */
        LEFT_OUT,
        /** Nothing completes it after that. */
        FORGOTTEN
    }

    /** A place on the way, instruction index. */
    public record Stop(Body body, int at, Role role) {}
}
