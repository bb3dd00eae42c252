package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.Numbers;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.models.WaitOperation;
import dev.concurrencylint.summaries.Body;
import java.util.List;
import java.util.OptionalLong;

/**
 * A call by which a method waits or wakes.
 *
 * @param states what is known before the call, on each way that leads there
 */
record WaitSite(Body body, int at, WaitOperation operation, WaitModel.On on, List<State> states) {
    private static final long LONG = 1000;
    private static final long FOR_EVER = 0;

    WaitSite {
        states = List.copyOf(states);
    }

    Call call() {
        return (Call) body.code().at(at);
    }

    /** The object that the call is made on. */
    Value receiver(State state) {
        return state.get(call().receiver());
    }

    /** The same, as the method names it on its first way. */
    Value object() {
        return receiver(states.get(0));
    }

    /** Whether the time is known, on all ways, and less than a second. */
    boolean isShort() {
        return states.stream().allMatch(state -> {
            long limit = limit(state).orElse(FOR_EVER);
            return limit != FOR_EVER && limit < LONG;
        });
    }

    /** Whether it is known to be at least a second, or there is no limit. */
    boolean isLong() {
        return states.stream().allMatch(state -> {
            OptionalLong limit = limit(state);
            return limit.isPresent() && (limit.getAsLong() == FOR_EVER || limit.getAsLong() >= LONG);
        });
    }

    /** In milliseconds, where it is known; no time at all stands for no limit (Object.wait). */
    private OptionalLong limit(State state) {
        if (call().arguments().isEmpty()) {
            return OptionalLong.of(FOR_EVER);
        }
        boolean isMillis = call().method().descriptor().startsWith("(J)") && on != WaitModel.On.CONDITION;
        return isMillis ? Numbers.of(state.get(call().arguments().get(0))) : OptionalLong.empty();
    }
}
