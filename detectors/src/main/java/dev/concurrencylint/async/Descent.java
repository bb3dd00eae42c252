package dev.concurrencylint.async;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.models.AsyncModel.Context;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One search downwards from one beginning, in breadth: the shortest way to each method is the one that is shown. */
final class Descent {
    private static final int MOST_AT_ONCE = 400;

    private final Summaries summaries;
    private final Moments moments;
    private final Tools tools;
    private final Reach reach;
    private final Context context;
    private final Body first;
    private final boolean join;
    private final Set<Visit> seen = new HashSet<>();

    /** What all searches of a program use. */
    record Tools(
            AsyncModel model,
            Target target,
            Operations operations,
            Contexts contexts,
            Targets targets,
            Ways ways,
            References references,
            CircularThread circular,
            Pinned pinned) {}

    /**
     * A method on a way down.
     *
     * @param self what is known of the object that it runs on
     * @param done its parameters that are done, if they are futures
     * @param choices how many ways there are through calls that may run one of several methods
     * @param own what of the thread it has in hand
     * @param hold a monitor that is held on the way, where that matters
     */
    record Stop(
            Body body,
            Targets.@Nullable Self self,
            List<Blocked.Call> way,
            Set<Integer> done,
            int choices,
            Own own,
            Blocked.@Nullable Hold hold) {}

    private record Visit(MethodInfo method, Targets.@Nullable Self self, Set<Integer> done, Own own, boolean holds) {
        private Visit(Stop stop) {
            this(stop.body().method(), stop.self(), stop.done(), stop.own(), stop.hold() != null);
        }
    }

    /** @param join whether the code runs when several futures are done */
    Descent(Summaries summaries, Tools tools, Reach reach, Context context, Body first, boolean join) {
        this.summaries = summaries;
        this.moments = summaries.moments();
        this.tools = tools;
        this.reach = reach;
        this.context = context;
        this.first = first;
        this.join = join;
    }

    /**
     * Goes down.
     *
     * @param found hears of each call that waits, with the way there
     * @param circle hears of those that wait for the thread itself
     */
    void go(Stop start, BiConsumer<Blocked.Call, Blocked.Start> found, Consumer<Circle> circle) {
        List<Stop> level = List.of(start);
        seen.add(new Visit(start));
        for (int depth = 0; depth <= reach.deepest() && !level.isEmpty(); depth++) {
            List<Stop> next = new ArrayList<>();
            for (Stop stop : level) {
                go(stop, reach.deepest() - depth, next, found, circle);
            }
            next.sort(Comparator.comparing(Stop::choices)); // the surest first; stable
            level = next.stream()
                    .filter(stop -> seen.add(new Visit(stop)))
                    .limit(MOST_AT_ONCE)
                    .toList();
        }
    }

    private void go(
            Stop stop,
            int left,
            List<Stop> next,
            BiConsumer<Blocked.Call, Blocked.Start> found,
            Consumer<Circle> circle) {
        Body body = stop.body();
        for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
            if (!(body.code().at(entry.getKey()) instanceof Call call)) {
                continue;
            }
            List<State> states = entry.getValue().stream()
                    .filter(state -> !tools.contexts().isElsewhere(body, state, context))
                    .toList();
            if (states.isEmpty()) {
                continue;
            }
            Blocked.Call here = new Blocked.Call(body, entry.getKey());
            List<Blocked.Call> longer = new ArrayList<>(stop.way());
            longer.add(here);
            if (tools.operations().is(reach.certainty(), call.method())) {
                List<State> waiting = states.stream()
                        .filter(state -> !isHarmless(stop, entry.getKey(), call, state))
                        .toList();
                if (!waiting.isEmpty() && summaries.program().underAnalysis(body.method())) {
                    tell(stop, here, call, waiting, longer, found, circle);
                }
            } else {
                follow(stop, here, call, states, longer, left, next, found);
            }
        }
    }

    private void follow(
            Stop stop,
            Blocked.Call here,
            Call call,
            List<State> states,
            List<Blocked.Call> way,
            int left,
            List<Stop> next,
            BiConsumer<Blocked.Call, Blocked.Start> found) {
        Body body = stop.body();
        State state = states.get(0);
        Blocked.Hold hold = hold(stop, here.at(), states);
        List<Targets.Target> all = tools.targets().of(body, stop.self(), call, states);
        for (Targets.Target target : all) {
            Set<Integer> done =
                    target.isLambda() ? Set.of() : passed(Moments.operands(call, state), body, state, stop.done());
            Own own = target.isLambda()
                    ? Own.NOTHING
                    : tools.circular().passed(body, Moments.operands(call, state), context, stop.own());
            int choices = stop.choices() * all.size();
            down(target.method(), new Stop(body, target.self(), way, done, choices, own, hold), left, next);
        }
        List<Value.Lambda> run = tools.ways().runInPlace(call, state);
        boolean isWaiting = tools.references()
                .waits(
                        reach.certainty(),
                        call,
                        state,
                        run,
                        one -> isDone(one, stop.done()) || isCompleted(one, body, here.at()),
                        join || tools.ways().areDone(call, state));
        if (isWaiting
                && context.kind() != AsyncModel.Kind.VIRTUAL
                && summaries.program().underAnalysis(body.method())) {
            found.accept(here, new Blocked.Start(context, first, way, stop.choices(), null, false));
        }
        Blocked.Hold inside = hold == null && isInMonitor(call, state) ? new Blocked.Hold(body, here.at()) : hold;
        for (Value.Lambda lambda : run) {
            Set<Integer> done = doneOf(lambda, call, body, state, stop.done());
            Own own = tools.circular().passed(body, lambda.captured(), context, stop.own());
            down(
                    summaries.program().resolve(lambda.body()),
                    new Stop(body, null, way, done, stop.choices(), own, inside),
                    left,
                    next);
        }
    }

    /** Adds the method where a call that waits is still within reach; the stop tells the rest. */
    private void down(@Nullable MethodInfo method, Stop stop, int left, List<Stop> next) {
        Integer distance = method == null ? null : reach.distance(method);
        Body body = method == null || distance == null || distance >= left ? null : moments.body(method);
        if (body != null) {
            next.add(new Stop(body, stop.self(), stop.way(), stop.done(), stop.choices(), stop.own(), stop.hold()));
        }
    }

    private Blocked.@Nullable Hold hold(Stop stop, int at, List<State> states) {
        return context.kind() == AsyncModel.Kind.VIRTUAL
                ? tools.pinned().at(stop.hold(), stop.body(), at, states)
                : null;
    }

    private boolean isInMonitor(Call call, State state) {
        return context.kind() == AsyncModel.Kind.VIRTUAL
                && (tools.operations().is(call.method(), tools.model()::runsInMonitor)
                        || tools.contexts().made(call, state).stream()
                                .anyMatch(type -> tools.operations()
                                        .is(tools.operations().on(type, call.method()), tools.model()::runsInMonitor)));
    }

    private boolean isHarmless(Stop stop, int at, Call call, State state) {
        int subject = tools.operations().subject(call);
        return tools.contexts().isOnOthers(reach.certainty(), call, state)
                || subject != Instruction.NONE
                        && tools.contexts()
                                .finished()
                                .isAnswered(tools.operations().original(state.get(subject)), stop.body(), state)
                || tools.operations()
                        .isHarmless(call, state, one -> isDone(one, stop.done()) || isCompleted(one, stop.body(), at));
    }

    /** Whether the value is a future that is done: the callback's own, or one of those that had to be done before it. */
    private boolean isDone(Value value, Set<Integer> done) {
        return join
                || value instanceof Value.Parameter parameter && done.contains(parameter.index())
                || value instanceof Value.Field field
                        && tools.contexts().finished().is(field);
    }

    /** Whether the code has made a future that is complete, or has completed it before. */
    private boolean isCompleted(Value value, Body body, int at) {
        if (value instanceof Value.Result result && summaries.isCompleted(result.method())) {
            return true;
        }
        return value instanceof Value.Fresh
                && moments.all(body).headMap(at).entrySet().stream()
                        .anyMatch(entry -> body.code().at(entry.getKey()) instanceof Call call
                                && call.receiver() >= 0
                                && tools.operations().completes(call.method())
                                && entry.getValue().stream()
                                        .allMatch(state -> value.equals(state.get(call.receiver()))));
    }

    /** Which of the parameters of a lambda that is run in place are done: what it has captured, and its elements. */
    private Set<Integer> doneOf(Value.Lambda lambda, Call call, Body body, State state, Set<Integer> done) {
        Set<Integer> passed = passed(lambda.captured(), body, state, done);
        if (tools.ways().areDone(call, state)) {
            for (int i = 0; i < lambda.body().parameterCount(); i++) {
                passed.add(lambda.captured().size() + i);
            }
        }
        return passed;
    }

    /** Which of the callee's parameters are done. */
    private Set<Integer> passed(List<Value> operands, Body body, State state, Set<Integer> done) {
        Set<Integer> passed = new HashSet<>();
        for (int i = 0; i < operands.size(); i++) {
            Value operand = operands.get(i);
            boolean isGiven = operand instanceof Value.Parameter parameter && done.contains(parameter.index());
            if (isGiven || tools.contexts().finished().isAnswered(operand, body, state)) {
                passed.add(i);
            }
        }
        return passed;
    }

    private void tell(
            Stop stop,
            Blocked.Call here,
            Call call,
            List<State> states,
            List<Blocked.Call> way,
            BiConsumer<Blocked.Call, Blocked.Start> found,
            Consumer<Circle> circle) {
        if (context.kind() == AsyncModel.Kind.VIRTUAL) {
            Blocked.Hold hold = hold(stop, here.at(), states);
            if (hold != null && runs(way)) {
                found.accept(here, new Blocked.Start(context, first, way, stop.choices(), hold, false));
            }
            return;
        }
        CircularThread.Known known = reach.certainty() == AsyncModel.Certainty.ALWAYS
                ? states.stream()
                        .map(state -> tools.circular().waitsForOwn(stop.body(), call, state, context, stop.own()))
                        .max(Comparator.naturalOrder())
                        .orElseThrow()
                : CircularThread.Known.NOT;
        if (known == CircularThread.Known.NOT) {
            found.accept(here, new Blocked.Start(context, first, way, stop.choices(), null, false));
        } else {
            boolean isByField = known == CircularThread.Known.BY_FIELD;
            circle.accept(new Circle(
                    stop.body(),
                    here.at(),
                    first,
                    way,
                    Circle.Reason.OWN_THREAD,
                    context.name(),
                    Doubts.of(isByField, stop.choices(), way, tools.operations().isTimed(call))));
        }
    }

    /** Whether none of the classes on the way needs a release of Java that pins no more. */
    private boolean runs(List<Blocked.Call> way) {
        return way.stream()
                .map(call -> summaries.program().find(call.body().method().ref().owner()))
                .allMatch(type -> type == null || tools.target().runs(type));
    }
}
