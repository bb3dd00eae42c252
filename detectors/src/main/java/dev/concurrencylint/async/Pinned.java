package dev.concurrencylint.async;

import dev.concurrencylint.code.Instruction.EnterMonitor;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which monitors code has when it calls. */
final class Pinned {
    private final Moments moments;

    Pinned(Moments moments) {
        this.moments = moments;
    }

    /**
     * A monitor that the code has at the call in any of the states, the outermost; null for none.
     *
     * @param before the one that its callers have
     */
    Blocked.@Nullable Hold at(Blocked.@Nullable Hold before, Body body, int at, List<State> states) {
        if (before != null) {
            return before;
        }
        if (body.method().isSynchronized()) {
            return new Blocked.Hold(body, Blocked.Hold.WHOLE);
        }
        for (State state : states) {
            if (!state.monitors().isEmpty()) {
                return new Blocked.Hold(body, entry(body, state.monitors().get(0), at));
            }
        }
        return null;
    }

    /** Where the code has entered the monitor, the last time before the call. */
    private int entry(Body body, Value monitor, int before) {
        int found = Blocked.Hold.WHOLE;
        for (var entry : moments.all(body).headMap(before).entrySet()) {
            if (body.code().at(entry.getKey()) instanceof EnterMonitor enter
                    && entry.getValue().stream()
                            .anyMatch(state -> state.get(enter.object()).equals(monitor))) {
                found = entry.getKey();
            }
        }
        return found;
    }
}
