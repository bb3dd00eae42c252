package dev.concurrencylint.async;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A call that waits for what only can be done after it.
 *
 * @param body the method with the call
 * @param at the call, instruction index
 * @param first the code that the way begins with
 * @param way the calls on the way: the one that takes the code, if there is one, and those from the code on; the last one waits
 * @param thread for people: what runs the code, where that has to do what is waited for; else empty
 * @param doubts what may be otherwise, each for people
 */
public record Circle(
        Body body, int at, Body first, List<Blocked.Call> way, Reason reason, String thread, List<String> doubts) {
    /** Why the wait has no end. */
    public enum Reason {
        /** The thread that waits has to complete it. */
        OWN_THREAD,
        /** The code that waits is what it is the result of. */
        OWN_STAGE,
        /** It is completed only after the wait. */
        COMPLETED_AFTER,
        /** Nobody else has it. */
        NOBODY_ELSE
    }

    public Circle {
        way = List.copyOf(way);
        doubts = List.copyOf(doubts);
    }

    /** Whether it waits for what the call of the method makes: an object that it builds, or what it answers. */
    boolean waitsFor(Body maker, int made, Moments moments) {
        if (!body.method().equals(maker.method())
                || !(maker.code().at(made) instanceof Call making)
                || !(body.code().at(at) instanceof Call wait)
                || wait.receiver() == Instruction.NONE) {
            return false;
        }
        Set<Value> objects = new HashSet<>();
        if (making.method().name().equals("<init>")) {
            moments.at(maker, made).forEach(state -> objects.add(state.get(making.receiver())));
        }
        return moments.at(body, at).stream()
                .map(state -> state.get(wait.receiver()))
                .anyMatch(value ->
                        objects.contains(value) || value instanceof Value.Result result && result.at() == made);
    }
}
