package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.models.WaitOperation;
import dev.concurrencylint.summaries.Body;
import java.util.List;

/**
 * A call by which a method waits or wakes.
 *
 * @param states what is known before the call, on each way that leads there
 */
record WaitSite(Body body, int at, WaitOperation operation, WaitModel.On on, List<State> states) {
    private static final long LONG = 1000;

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
        return isLimited() && states.stream().allMatch(state -> limit(state) >= 0 && limit(state) < LONG);
    }

    /** Whether it is known to be at least a second, or there is no limit. */
    boolean isLong() {
        return !isLimited() || states.stream().allMatch(state -> limit(state) >= LONG);
    }

    private boolean isLimited() {
        return !call().arguments().isEmpty();
    }

    /** In milliseconds; negative where it is not known. */
    private long limit(State state) {
        String text = state.get(call().arguments().get(0)).toString();
        String number = text.substring(text.lastIndexOf(':') + 1);
        boolean isMillis = call().method().descriptor().startsWith("(J)") && on != WaitModel.On.CONDITION;
        return isMillis
                        && !number.isEmpty()
                        && number.length() < 18
                        && number.chars().allMatch(Character::isDigit)
                ? Long.parseLong(number)
                : -1;
    }
}
