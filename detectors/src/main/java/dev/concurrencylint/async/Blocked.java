package dev.concurrencylint.async;

import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.summaries.Body;
import java.util.List;
import java.util.OptionalLong;

/**
 * A call that waits, on threads of one kind that must not.
 *
 * @param certainty whether it does so each time
 * @param body the method with the call
 * @param at the call, instruction index
 * @param bound for how many milliseconds at most, where the code says so and comes there only once
 * @param starts the ways there, each from where such a thread begins; at least one
 */
public record Blocked(
        AsyncModel.Kind kind,
        AsyncModel.Certainty certainty,
        Body body,
        int at,
        OptionalLong bound,
        List<Start> starts) {
    public Blocked {
        starts = List.copyOf(starts);
    }

    /**
     * A way from where such a thread begins to the call.
     *
     * @param body the code that runs on such a thread
     * @param calls the calls on the way, the last one waits
     * @param choices how many ways there are through calls that may run one of several methods; one where each can only be that one
     */
    public record Start(AsyncModel.Context context, Body body, List<Call> calls, int choices) {
        public Start {
            calls = List.copyOf(calls);
        }
    }

    /** A call by the method, instruction index. */
    public record Call(Body body, int at) {}
}
