package dev.concurrencylint.async;

import dev.concurrencylint.async.Unfinished.Role;
import dev.concurrencylint.async.Unfinished.Stop;
import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Branch;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Summaries;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collections of a class that may stay empty, as what fills them is left out where an exception is caught. */
final class Emptied {
    private final Summaries summaries;
    private final Predicate<MethodRef> putsIn;

    /** @param putsIn whether the method puts something into the collection that it is called on */
    Emptied(Summaries summaries, Predicate<MethodRef> putsIn) {
        this.summaries = summaries;
        this.putsIn = putsIn;
    }

    /** The call that is left out, where the loop that ends the promise goes over such a collection; else null. */
    @Nullable
    Stop leftOut(Owed owed) {
        for (Value.Field field : collections(owed)) {
            ClassInfo type = summaries.program().find(field.field().owner());
            if (type == null) {
                continue;
            }
            for (MethodInfo method : type.methods()) {
                Stop leftOut = !method.isConstructor() && fills(method, field) ? leftOut(method) : null;
                if (leftOut != null) {
                    return leftOut;
                }
            }
        }
        return null;
    }

    /** The fields of the object that decide if such a loop has a turn. */
    private Set<Value.Field> collections(Owed owed) {
        Set<Value.Field> fields = new LinkedHashSet<>();
        Body body = owed.body();
        owed.loopTests().stream().forEach(test -> {
            if (body.code().at(test) instanceof Branch branch) {
                for (State state : summaries.moments().at(body, test)) {
                    addFields(state.get(branch.left()), fields);
                }
            }
        });
        return fields;
    }

    private static void addFields(Value value, Set<Value.Field> fields) {
        if (value instanceof Value.Field field && new Value.Parameter(0).equals(field.object())) {
            fields.add(field);
        }
        value.parts().forEach(part -> addFields(part, fields));
    }

    private boolean fills(MethodInfo method, Value.Field field) {
        Body body = method.calls().stream().anyMatch(site -> putsIn.test(site.method()))
                ? summaries.moments().body(method)
                : null;
        if (body == null) {
            return false;
        }
        for (Map.Entry<Integer, java.util.List<State>> entry :
                summaries.moments().all(body).entrySet()) {
            if (body.code().at(entry.getKey()) instanceof Call call
                    && call.receiver() != Instruction.NONE
                    && putsIn.test(call.method())
                    && entry.getValue().stream()
                            .anyMatch(state -> state.get(call.receiver()).equals(field))) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Stop leftOut(MethodInfo filler) {
        for (MethodInfo caller : summaries.graph().callers(filler)) {
            Body body = summaries.moments().body(caller);
            for (int at = 0; body != null && at < body.code().size(); at++) {
                if (isCallOf(body.code(), at, filler) && isLeftOut(body.code(), at, filler)) {
                    return new Stop(body, at, Role.LEFT_OUT);
                }
            }
        }
        return null;
    }

    private boolean isCallOf(Code code, int at, MethodInfo method) {
        return code.at(at) instanceof Call call
                && method.equals(summaries.program().resolve(call.method()));
    }

    /** Whether a handler stops what fails before the call, lets the code go on, and doesn't make the call itself. */
    private boolean isLeftOut(Code code, int at, MethodInfo filler) {
        for (Instruction.Handler handler : code.handlers()) {
            if (handler.type() == null || !handler.covers(at)) {
                continue;
            }
            BitSet tried = new BitSet();
            tried.set(handler.start(), handler.end());
            BitSet reached = code.reachable(java.util.List.of(handler.target()), tried);
            boolean goesOn = reached.stream().anyMatch(here -> code.at(here) instanceof Instruction.Return);
            boolean callsToo = reached.stream().anyMatch(here -> !tried.get(here) && isCallOf(code, here, filler));
            boolean mayFail = tried.stream()
                    .anyMatch(here -> here < at
                            && code.at(here) instanceof Call call
                            && !summaries.exceptions(call).isEmpty());
            if (goesOn && !callsToo && mayFail) {
                return true;
            }
        }
        return false;
    }
}
