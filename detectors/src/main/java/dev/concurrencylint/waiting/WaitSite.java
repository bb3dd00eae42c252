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
}
