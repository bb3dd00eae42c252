package dev.concurrencylint.async;

import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.summaries.Body;
import java.util.List;

/**
 * A call that waits, on threads of one kind that must not.
 *
 * @param body the method with the call
 * @param at the call, instruction index
 * @param starts the ways there, each from where such a thread begins; at least one
 */
public record Blocked(AsyncModel.Kind kind, Body body, int at, List<Start> starts) {
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
