package dev.concurrencylint.pools;

import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Fields;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which code of the program functional objects run. */
final class Tasks {
    private static final int DEEPEST = 3;
    private static final int MOST = 4;

    private final Summaries summaries;
    private final MonitorUse use;
    private final Program program;

    Tasks(Summaries summaries, MonitorUse use) {
        this.summaries = summaries;
        this.use = use;
        this.program = summaries.program();
    }

    /**
     * The code that the object may run, as far as it is known; none where that may be anything.
     *
     * @param body where the value has that name
     * @param type what it is given as, internal name
     */
    List<Task> of(Value value, Body body, String type) {
        MethodRef called = calledOn(type);
        return called == null ? List.of() : of(value, body, called, DEEPEST);
    }

    /** Whether objects of the type, a descriptor, are no code: a unit or a point in time. */
    boolean isData(String descriptor) {
        return calledOn(descriptor.substring(1, descriptor.length() - 1)) == null;
    }

    /** The method that whoever is given such an object calls; null where that is none or one of several. */
    private @Nullable MethodRef calledOn(String type) {
        Set<MethodRef> open = new LinkedHashSet<>();
        ClassInfo info = program.find(type);
        for (MethodInfo method : info == null ? List.<MethodInfo>of() : info.methods()) {
            if (method.isAbstract()) {
                open.add(method.ref());
            }
        }
        return open.size() == 1 ? open.iterator().next() : null;
    }

    private List<Task> of(Value value, Body body, MethodRef called, int depth) {
        if (value instanceof Value.Lambda lambda) {
            return of(lambda);
        }
        if (value instanceof Value.Fresh fresh) {
            return exact(fresh.type(), called);
        }
        if (value instanceof Value.Parameter self
                && self.index() == 0
                && !body.method().isStatic()) {
            return ofType(body.method().ref().owner(), called);
        }
        if (value instanceof Value.Field field && depth > 0) {
            return kept(field, called, depth);
        }
        return value instanceof Value.Result result && depth > 0 ? answered(result, body, called, depth) : List.of();
    }

    /** The code of the lambda, or of the method that is referred to. */
    List<Task> of(Value.Lambda lambda) {
        List<MethodInfo> targets = summaries.graph().targets(lambda.kind(), lambda.body());
        MethodInfo named = program.resolve(lambda.body());
        boolean isOnlyOne = targets.size() == 1 && targets.get(0).equals(named);
        return targets.size() > MOST
                ? List.of()
                : targets.stream()
                        .filter(this::isOwn)
                        .map(target -> new Task(target, lambda.captured(), isOnlyOne))
                        .toList();
    }

    private List<Task> exact(String type, MethodRef called) {
        MethodInfo target = program.resolve(new MethodRef(type, called.name(), called.descriptor()));
        return target != null && isOwn(target) ? List.of(new Task(target, List.of(), true)) : List.of();
    }

    private boolean isOwn(MethodInfo method) {
        return method.hasCode() && program.underAnalysis(method);
    }

    /** Of an object of the type or of one of its subtypes. */
    private List<Task> ofType(String type, MethodRef called) {
        Set<MethodInfo> all = new LinkedHashSet<>();
        exact(type, called).forEach(task -> all.add(task.method()));
        for (String subtype : program.subtypes(type)) {
            exact(subtype, called).forEach(task -> all.add(task.method()));
        }
        return all.size() > MOST
                ? List.of()
                : all.stream()
                        .map(method -> new Task(method, List.of(), all.size() == 1))
                        .toList();
    }

    private List<Task> kept(Value.Field field, MethodRef called, int depth) {
        Set<Task> all = new LinkedHashSet<>();
        List<Observation> writes = use.fields().writes(field.field());
        for (Observation write : writes) {
            all.addAll(of(Fields.written(write), write.body(), called, depth - 1));
        }
        if (!all.isEmpty()) {
            return all.size() > MOST ? List.of() : several(all);
        }
        String descriptor = field.field().descriptor();
        String type = descriptor.startsWith("L") ? descriptor.substring(1, descriptor.length() - 1) : descriptor;
        return program.contains(type) && !writes.isEmpty() ? ofType(type, called) : List.of();
    }

    private static List<Task> several(Set<Task> tasks) {
        boolean isOnlyOne = tasks.size() == 1;
        return tasks.stream()
                .map(task -> new Task(task.method(), task.captured(), isOnlyOne && task.isOnlyOne()))
                .toList();
    }

    /** What a method of the program makes of it: a task that it wraps, or one of its own. */
    private List<Task> answered(Value.Result result, Body caller, MethodRef called, int depth) {
        MethodInfo maker = program.resolve(result.method());
        Body body = maker == null || !isOwn(maker) ? null : summaries.moments().body(maker);
        if (maker == null || body == null) {
            return List.of();
        }
        Set<Task> all = new LinkedHashSet<>();
        summaries.moments().all(body).forEach((at, states) -> {
            if (body.code().at(at) instanceof Return end && !states.isEmpty()) {
                for (State state : states) {
                    all.addAll(answered(state.get(end.from()), body, result, caller, called, depth));
                }
            }
        });
        return all.size() > MOST ? List.of() : several(all);
    }

    private List<Task> answered(Value value, Body body, Value.Result result, Body caller, MethodRef called, int depth) {
        if (value instanceof Value.Parameter parameter
                && parameter.index() < result.arguments().size()) {
            return of(result.arguments().get(parameter.index()), caller, called, depth - 1);
        }
        return of(value, body, called, depth - 1).stream()
                .map(task -> new Task(task.method(), given(task.captured(), result), task.isOnlyOne()))
                .toList();
    }

    /** What is captured, in the words of who called the method that captures it. */
    private static List<Value> given(List<Value> captured, Value.Result result) {
        List<Value> given = new ArrayList<>();
        for (Value value : captured) {
            boolean isGiven = value instanceof Value.Parameter parameter
                    && parameter.index() < result.arguments().size();
            given.add(isGiven ? result.arguments().get(((Value.Parameter) value).index()) : value);
        }
        return given;
    }
}
