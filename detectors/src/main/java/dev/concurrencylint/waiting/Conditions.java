package dev.concurrencylint.waiting;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The locks that made conditions. */
final class Conditions {
    private final MonitorUse use;
    private final Moments moments;
    private final Captured captured;
    private final Objects objects;
    private final WaitModel model;
    private final Map<FieldRef, Value> known = new HashMap<>();
    private final Set<FieldRef> asked = new LinkedHashSet<>();

    Conditions(MonitorUse use, Moments moments, Objects objects, Captured captured, WaitModel model) {
        this.objects = objects;
        this.captured = captured;
        this.use = use;
        this.moments = moments;
        this.model = model;
    }

    /** The lock that made the condition, in the terms of the state's method; null where that is not known. */
    @Nullable
    Value lockOf(Value condition, State state) {
        if (condition instanceof Value.Result result) {
            if (makesConditions(result.method())) {
                return result.arguments().get(0);
            }
            Value.Field field = objects.gotten(result);
            return field == null ? null : lockOf(field, state);
        }
        if (!(condition instanceof Value.Field field)) {
            return null;
        }
        Value lock = lockOf(field.field());
        return lock == null ? null : state.ofCallee(lock, field.object() == null ? List.of() : List.of(field.object()));
    }

    /** Whether the method makes conditions of the lock that it is called on. */
    boolean makesConditions(MethodRef method) {
        Program program = use.program();
        String signature = method.name() + method.descriptor();
        return program.ancestors(method.owner()).stream().anyMatch(type -> model.makesConditions(type, signature));
    }

    /** The lock of the conditions in the field, in terms of the field's object as parameter 0; null where not all who write it agree. */
    private @Nullable Value lockOf(FieldRef field) {
        if (asked.add(field)) {
            Set<Body> writers = new LinkedHashSet<>();
            for (Observation write : use.fields().writes(field)) {
                if (!(dev.concurrencylint.summaries.Fields.written(write) instanceof Value.Null)) {
                    writers.add(write.body());
                }
            }
            Value all = null;
            for (Body writer : writers) {
                Value here = written(writer, field);
                if (here == null && writers.size() == 1) {
                    here = given(field);
                }
                if (here == null || all != null && !all.equals(here)) {
                    return null;
                }
                all = here;
            }
            if (all != null) {
                known.put(field, all);
            }
        }
        return known.get(field);
    }

    /** The same where the constructor is given the condition, and keeps the lock as well. */
    private @Nullable Value given(FieldRef field) {
        Value all = null;
        for (Captured.Given given : captured.of(field)) {
            Value here = given.value() instanceof Value.Result result && makesConditions(result.method())
                    ? given.kept(result.arguments().get(0))
                    : null;
            if (here == null || all != null && !all.equals(here)) {
                return null;
            }
            all = here;
        }
        return all;
    }

    private @Nullable Value written(Body writer, FieldRef field) {
        Value all = null;
        for (Map.Entry<Integer, List<State>> entry : moments.all(writer).entrySet()) {
            boolean ends = writer.code().at(entry.getKey()) instanceof Return;
            if (!ends && !(writer.code().at(entry.getKey()) instanceof WriteField)) {
                continue;
            }
            for (State state : entry.getValue()) {
                Value here = ends ? atEnd(writer, state, field) : atWrite(writer, entry.getKey(), state, field);
                if (here != null) {
                    if (all != null && !all.equals(here)) {
                        return null;
                    }
                    all = here;
                }
            }
        }
        return all;
    }

    private @Nullable Value atEnd(Body writer, State state, FieldRef field) {
        Value object = writer.method().isStatic() ? null : new Value.Parameter(0);
        Value content = state.read(new Value.Field(object, field));
        return made(content, state);
    }

    private @Nullable Value atWrite(Body writer, int at, State state, FieldRef field) {
        WriteField write = (WriteField) writer.code().at(at);
        boolean onThis = write.object() < 0 || state.get(write.object()).equals(new Value.Parameter(0));
        return onThis && use.program().resolve(write.field()).equals(field)
                ? made(state.get(write.from()), state)
                : null;
    }

    private @Nullable Value made(Value condition, State state) {
        boolean isMade = condition instanceof Value.Result result && makesConditions(result.method());
        return isMade ? named(((Value.Result) condition).arguments().get(0), state) : null;
    }

    /** The lock under a name that lasts. */
    private static @Nullable Value named(Value lock, State state) {
        if (lock instanceof Value.View view) {
            Value whole = named(view.lock(), state);
            return whole == null ? null : new Value.View(whole, view.write());
        }
        boolean lasts = lock.isPath()
                && !lock.mentions(part -> part instanceof Value.Parameter parameter && parameter.index() > 0);
        return lasts ? lock : state.pathOf(lock);
    }
}
