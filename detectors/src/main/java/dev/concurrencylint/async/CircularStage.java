package dev.concurrencylint.async;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.WriteElement;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.models.Delivery;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Fields;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stages and tasks whose own code waits for their result, or for what comes after it: where the result is kept, the code finds it. */
final class CircularStage {
    private static final int DEEPEST = 4;
    private static final int LONGEST = 12;

    private final Summaries summaries;
    private final MonitorUse use;
    private final AsyncModel model;
    private final Operations operations;
    private final Moments moments;
    private final Targets targets;
    private final Reach reach;

    CircularStage(
            Summaries summaries,
            MonitorUse use,
            AsyncModel model,
            Operations operations,
            Targets targets,
            Reach reach) {
        this.summaries = summaries;
        this.use = use;
        this.model = model;
        this.operations = operations;
        this.moments = summaries.moments();
        this.targets = targets;
        this.reach = reach;
    }

    void look(Consumer<Circle> tell) {
        for (MethodInfo code : reach.methods()) {
            for (MethodInfo maker : new TreeSet<>(summaries.graph().makers(code))) {
                if (maker.calls().stream().anyMatch(site -> isHandOff(site.method()))) {
                    summaries.guarded(code, () -> look(code, maker, tell));
                }
            }
        }
    }

    /** Whether code that is given to the method makes what it answers. */
    private boolean isHandOff(MethodRef method) {
        return summaries.delivery(method) != Delivery.KEPT && isFuture(method.returnType());
    }

    private void look(MethodInfo code, MethodInfo maker, Consumer<Circle> tell) {
        Body body = moments.body(maker);
        if (body == null || !keepsResults(body)) {
            return;
        }
        Set<Integer> done = new HashSet<>();
        for (Observation one : use.observed(maker)) {
            if (!(one.instruction() instanceof Call call) || !isHandOff(call.method())) {
                continue;
            }
            for (int argument : call.arguments()) {
                if (one.value(argument) instanceof Value.Lambda lambda
                        && lambda.body().equals(code.ref())
                        && done.add(one.at())) {
                    look(code, one, lambda, tell);
                }
            }
        }
    }

    /** Whether the method puts anything into a field or an array behind such a call: a cheap first question. */
    private boolean keepsResults(Body body) {
        boolean handsOff = false;
        for (int at = 0; at < body.code().size(); at++) {
            Instruction instruction = body.code().at(at);
            if (instruction instanceof Call call && call.resultUsed() && isHandOff(call.method())) {
                handsOff = true;
            } else if (handsOff && isOfFuture(instruction)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOfFuture(Instruction instruction) {
        return instruction instanceof WriteElement
                || instruction instanceof WriteField write
                        && isFuture(write.field().descriptor());
    }

    private boolean isFuture(String descriptor) {
        return descriptor.startsWith("L")
                && summaries.program().ancestors(descriptor.substring(1, descriptor.length() - 1)).stream()
                        .anyMatch(model::isAnswering);
    }

    private void look(MethodInfo code, Observation given, Value.Lambda lambda, Consumer<Circle> tell) {
        Body body = moments.body(code);
        Set<Value> names = new HashSet<>();
        for (Value path : paths(given)) {
            Value name = pathFor(path, lambda.captured());
            if (name != null) {
                names.add(name);
            }
        }
        if (body != null && !names.isEmpty()) {
            new Search(body, tell).go(new Stop(body, names, List.of(new Blocked.Call(given.body(), given.at())), 1));
        }
    }

    /** Where the method puts what the call answers, or what is done only after that. */
    private Set<Value> paths(Observation given) {
        Set<Value> paths = new HashSet<>();
        for (Observation one : use.observed(given.body().method())) {
            if (one.instruction() instanceof WriteField write
                    && isAfter(given.body(), one.value(write.from()), given.at())) {
                paths.add(new Value.Field(
                        write.object() == Instruction.NONE ? null : one.value(write.object()),
                        summaries.program().resolve(write.field())));
            } else if (one.instruction() instanceof WriteElement write
                    && one.value(write.index()) instanceof Value.Int
                    && isAfter(given.body(), one.value(write.from()), given.at())) {
                paths.add(new Value.Element(one.value(write.array()), one.value(write.index())));
            }
        }
        return paths;
    }

    /** Whether the value is what the call answers, or done only after that. */
    private boolean isAfter(Body body, Value value, int at) {
        Value link = value;
        for (int i = 0; link != null && i < LONGEST; i++) {
            if (link instanceof Value.Result result && result.at() == at || link.equals(new Value.Opaque(at))) {
                return true;
            }
            link = before(body, link);
        }
        return false;
    }

    /** What has to be done before the value is, if that is what a call on it says; else null. */
    private @Nullable Value before(Body body, Value value) {
        if (value instanceof Value.Result result) {
            return operations.is(result.method(), model::follows)
                            && !result.arguments().isEmpty()
                    ? result.arguments().get(0)
                    : null;
        }
        if (value instanceof Value.Opaque opaque
                && opaque.at() >= 0
                && opaque.at() < body.code().size()
                && body.code().at(opaque.at()) instanceof Call call
                && call.receiver() != Instruction.NONE
                && operations.is(call.method(), model::follows)) {
            List<State> states = moments.at(body, opaque.at());
            return states.isEmpty() ? null : states.get(0).get(call.receiver());
        }
        return null;
    }

    /** What the code calls the field or element; a copy of what was there before, which it may have, is none of it. */
    private static @Nullable Value pathFor(Value path, List<Value> captured) {
        if (path instanceof Value.Field field) {
            Value object = field.object();
            Value renamed = object == null ? null : Own.renamed(object, captured);
            return object == null || renamed != null ? new Value.Field(renamed, field.field()) : null;
        }
        if (path instanceof Value.Element element) {
            Value array = Own.renamed(element.array(), captured);
            return array == null ? null : new Value.Element(array, element.index());
        }
        return null;
    }

    /** @param names what the stage is called there */
    private record Stop(Body body, Set<Value> names, List<Blocked.Call> way, int choices) {}

    private final class Search {
        private final Body first;
        private final Consumer<Circle> tell;
        private final Set<MethodInfo> seen = new HashSet<>();

        private Search(Body first, Consumer<Circle> tell) {
            this.first = first;
            this.tell = tell;
        }

        private void go(Stop start) {
            List<Stop> level = List.of(start);
            for (int depth = 0; depth <= DEEPEST && !level.isEmpty(); depth++) {
                List<Stop> next = new ArrayList<>();
                for (Stop stop : level) {
                    if (seen.add(stop.body().method())) {
                        go(stop, DEEPEST - depth, next);
                    }
                }
                level = next;
            }
        }

        private void go(Stop stop, int left, List<Stop> next) {
            Body body = stop.body();
            moments.all(body).forEach((at, states) -> {
                if (!(body.code().at(at) instanceof Call call)) {
                    return;
                }
                List<Blocked.Call> way = new ArrayList<>(stop.way());
                way.add(new Blocked.Call(body, at));
                if (operations.is(AsyncModel.Certainty.ALWAYS, call.method())) {
                    for (State state : states) {
                        Value name = name(stop, call, state);
                        if (name != null && !operations.isHarmless(call, state, value -> false)) {
                            tell.accept(circle(stop, at, call, way, name));
                        }
                    }
                    return;
                }
                List<Targets.Target> all = targets.of(body, null, call, states).stream()
                        .filter(target -> !target.isLambda())
                        .toList();
                for (Targets.Target target : all) {
                    Integer distance = reach.distance(target.method());
                    Body callee = distance == null || distance >= left ? null : moments.body(target.method());
                    Set<Value> names = passed(stop, Moments.operands(call, states.get(0)));
                    if (callee != null && !names.isEmpty()) {
                        next.add(new Stop(callee, names, way, stop.choices() * all.size()));
                    }
                }
            });
        }

        private Set<Value> passed(Stop stop, List<Value> operands) {
            Set<Value> names = new HashSet<>();
            for (Value one : stop.names()) {
                Value name = pathFor(one, operands);
                if (name != null) {
                    names.add(name);
                }
            }
            return names;
        }

        /** By which name the call waits for the stage, if it does. */
        private @Nullable Value name(Stop stop, Call call, State state) {
            Value link = call.receiver() == Instruction.NONE ? null : state.get(call.receiver());
            for (int i = 0; link != null && i < LONGEST; i++) {
                if (stop.names().contains(link)) {
                    return link;
                }
                link = before(stop.body(), link);
            }
            return null;
        }

        private Circle circle(Stop stop, int at, Call call, List<Blocked.Call> way, Value name) {
            return new Circle(
                    stop.body(),
                    at,
                    first,
                    way,
                    Circle.Reason.OWN_STAGE,
                    "",
                    Doubts.of(isWrittenOften(name), stop.choices(), way, operations.isTimed(call)));
        }
    }

    /** Whether something else may be there as well. */
    private boolean isWrittenOften(Value name) {
        return name instanceof Value.Field field
                && use.fields().writes(field.field()).stream()
                                .map(Fields::written)
                                .filter(written -> !(written instanceof Value.Null))
                                .count()
                        > 1;
    }
}
