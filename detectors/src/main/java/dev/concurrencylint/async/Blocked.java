package dev.concurrencylint.async;

import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.summaries.Body;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits, on threads of one kind that must not.
 *
 * @param certainty whether it does so each time
 * @param body the method with the call
 * @param at the call, instruction index
 * @param reference the method that waits, where the call is given a reference to it; empty where the call waits itself
 * @param bound for how many milliseconds at most, where the code says so and comes there only once
 * @param mayBeDone whether it waits for a future in a field whose end the program elsewhere goes on after: it may be over by then
 * @param starts the ways there, each from where such a thread begins; at least one
 */
public record Blocked(
        AsyncModel.Kind kind,
        AsyncModel.Certainty certainty,
        Body body,
        int at,
        Optional<MethodRef> reference,
        OptionalLong bound,
        boolean mayBeDone,
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
     * @param hold a monitor that the code has when it waits, where that matters
     * @param isTaken whether the only call takes what waits to such a thread, and is not made on one
     */
    public record Start(
            AsyncModel.Context context,
            Body body,
            List<Call> calls,
            int choices,
            @Nullable Hold hold,
            boolean isTaken) {
        public Start {
            calls = List.copyOf(calls);
        }
    }

    /**
     * A monitor that a method has.
     *
     * @param at where it enters it, or where it calls something that runs it in a monitor; or {@link #WHOLE}
     */
    public record Hold(Body body, int at) {
        /** In place of an instruction: the method is synchronized. */
        public static final int WHOLE = -1;
    }

    /** A call by the method, instruction index. */
    public record Call(Body body, int at) {}
}
