package dev.concurrencylint.pools;

import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.summaries.Body;
import java.util.List;

/**
 * A fault in how a task is given to an executor or a timer.
 *
 * @param body the method with the call that gives it
 * @param at the call, instruction index
 * @param exception what leaves the task, internal name; {@code java/lang/RuntimeException} where it may be any unchecked one
 * @param why how it comes to be thrown
 * @param stops the calls from the task on down, and last what throws; at least one
 * @param doubts why it may be otherwise, sentences without a full stop
 */
public record PoolFault(
        Kind kind,
        Body body,
        int at,
        Confidence confidence,
        String exception,
        Why why,
        List<Stop> stops,
        List<String> doubts) {
    public PoolFault {
        stops = List.copyOf(stops);
        doubts = List.copyOf(doubts);
    }

    /** What comes of it. */
    public enum Kind {
        /** The task is never run again. */
        TASK_DIES,
        /** The thread of a timer ends, and none of its tasks is run again. */
        TIMER_DIES
    }

    /** How an exception comes to leave a task; the most telling first. */
    public enum Why {
        /** Work failed with a checked exception, and its handler throws an unchecked one. */
        WRAPPED,
        /** A checked exception that nobody has to catch there, as other languages and code generators have it. */
        DECLARED,
        /** An unchecked exception that the called method declares. */
        ANNOUNCED,
        /** The call throws, unchecked, what other work failed with. */
        JOINED,
        /** A handler throws what it caught. */
        RETHROWN,
        /** The code throws it by itself. */
        THROWN
    }

    /** A place on the way, instruction index. */
    public record Stop(Body body, int at) {}
}
