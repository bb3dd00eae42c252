package dev.concurrencylint.waiting;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Fields;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What classes keep of what their makers have given to their only constructor that takes it: local variables that inner classes capture, above all. */
final class Captured {
    private final Summaries summaries;
    private final MonitorUse use;
    private final Moments moments;
    private final Map<FieldRef, List<Given>> known = new HashMap<>();

    Captured(Summaries summaries, MonitorUse use, Moments moments) {
        this.summaries = summaries;
        this.use = use;
        this.moments = moments;
    }

    /**
     * What one call of the constructor gives.
     *
     * @param value what comes into the field, in the terms of the maker
     * @param operands all that the constructor is given, the new object first
     * @param end where the constructor returns
     */
    record Given(Value value, List<Value> operands, State end) {
        /** Where the object keeps a value of its maker, or what leads to it; null for nowhere. */
        @Nullable
        Value kept(Value wanted) {
            int index = operands.indexOf(wanted);
            if (index > 0) {
                return end.pathOf(new Value.Parameter(index));
            }
            if (wanted instanceof Value.View view) {
                Value whole = kept(view.lock());
                return whole == null ? null : new Value.View(whole, view.write());
            }
            if (wanted instanceof Value.Field field) {
                Value object = field.object() == null ? null : kept(field.object());
                return object == null && field.object() != null ? null : new Value.Field(object, field.field());
            }
            return null;
        }
    }

    /** What comes into the field, by the calls of its constructor; none where anything else may be there. */
    List<Given> of(FieldRef field) {
        List<Given> given = known.get(field);
        if (given == null) {
            known.put(field, List.of());
            given = find(field);
            known.put(field, given);
        }
        return given;
    }

    /** Whether all that comes there was made by who gives it. */
    boolean isMadeByGivers(FieldRef field) {
        return !of(field).isEmpty() && of(field).stream().allMatch(given -> given.value() instanceof Value.Fresh);
    }

    private List<Given> find(FieldRef field) {
        Set<Body> writers = new LinkedHashSet<>();
        for (Observation write : use.fields().writes(field)) {
            if (!(Fields.written(write) instanceof Value.Null)) {
                writers.add(write.body());
            }
        }
        Body constructor = writers.size() == 1 ? writers.iterator().next() : null;
        if (constructor == null || !constructor.method().isConstructor()) {
            return List.of();
        }
        State end = end(constructor);
        return end != null && end.read(new Value.Field(new Value.Parameter(0), field)) instanceof Value.Parameter kept
                ? given(constructor.method(), kept.index(), end)
                : List.of();
    }

    /** What is known where the constructor returns; null where there are several ways or none. */
    private @Nullable State end(Body constructor) {
        State end = null;
        for (Map.Entry<Integer, List<State>> entry : moments.all(constructor).entrySet()) {
            if (constructor.code().at(entry.getKey()) instanceof Return) {
                if (end != null || entry.getValue().size() > 1) {
                    return null;
                }
                end = entry.getValue().get(0);
            }
        }
        return end;
    }

    /** What the constructor's callers give as the operand of that index. */
    private List<Given> given(MethodInfo constructor, int index, State end) {
        List<Given> all = new ArrayList<>();
        for (MethodInfo caller : summaries.graph().callers(constructor)) {
            Body body = moments.body(caller);
            if (body == null) {
                return List.of();
            }
            moments.all(body).forEach((at, states) -> {
                if (body.code().at(at) instanceof Call call
                        && constructor.equals(use.program().resolve(call.method()))) {
                    for (State state : states) {
                        List<Value> operands = Moments.operands(call, state);
                        all.add(new Given(operands.get(index), operands, end));
                    }
                }
            });
        }
        return List.copyOf(all);
    }
}
