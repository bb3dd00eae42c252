package dev.concurrencylint.async;

import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.models.AsyncModel.Context;
import dev.concurrencylint.models.Delivery;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.CodeSource;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds calls that wait on threads that must not. From the calls that wait it looks upwards, by names and hierarchy, to code with which
 * such threads begin; then each way is gone down again, and counts only if no question on it says that it is another thread.
 */
public final class Blocking {
    private static final int DEEPEST = 8;
    private static final int MOST_CALLERS = 60;
    private static final int MOST_AT_ONCE = 400;

    private final Summaries summaries;
    private final Moments moments;
    private final Operations operations;
    private final Contexts contexts;
    /** How many calls away from one that waits, at least. */
    private final Map<MethodInfo, Integer> distances = new HashMap<>();

    private final Map<Place, List<Blocked.Start>> found =
            new TreeMap<>(Comparator.comparing((Place place) -> place.body().method())
                    .thenComparing(Place::at)
                    .thenComparing(Place::kind));

    private record Place(AsyncModel.Kind kind, Body body, int at) {}

    private Blocking(Summaries summaries, MonitorUse use, CodeSource source, AsyncModel model) {
        this.summaries = summaries;
        this.moments = summaries.moments();
        this.operations = new Operations(summaries.program(), model);
        this.contexts = new Contexts(summaries, use, source, model, operations);
    }

    /** All that are found, by method and place. */
    public static List<Blocked> judge(Summaries summaries, MonitorUse use, CodeSource source, AsyncModel model) {
        Blocking blocking = new Blocking(summaries, use, source, model);
        blocking.reach();
        blocking.begin();
        List<Blocked> all = new ArrayList<>();
        blocking.found.forEach((place, starts) -> all.add(new Blocked(place.kind(), place.body(), place.at(), starts)));
        return all;
    }

    // ---- upwards -----------------------------------------------------------------------------------------

    private void reach() {
        SortedSet<MethodInfo> level = operations.callers();
        for (int depth = 0; depth <= DEEPEST && !level.isEmpty(); depth++) {
            SortedSet<MethodInfo> next = new TreeSet<>();
            for (MethodInfo method : level) {
                if (distances.putIfAbsent(method, depth) == null) {
                    next.addAll(callers(method));
                }
            }
            level = next;
        }
    }

    /** Those that call it for sure or as one of few, and those that make a lambda of it. */
    private Set<MethodInfo> callers(MethodInfo method) {
        Set<MethodInfo> callers = new TreeSet<>(summaries.graph().makers(method));
        SortedSet<MethodInfo> named = summaries.graph().callers(method);
        if (named.size() <= MOST_CALLERS || method.isPrivate() || method.isStatic()) {
            for (MethodInfo caller : named) {
                if (caller.calls().stream().anyMatch(site -> mayRun(site, method))) {
                    callers.add(caller);
                }
            }
        }
        return callers;
    }

    private boolean mayRun(CallSite site, MethodInfo method) {
        return site.method().name().equals(method.ref().name())
                && summaries.graph().targets(site.kind(), site.method()).contains(method);
    }

    // ---- downwards ---------------------------------------------------------------------------------------

    private void begin() {
        for (MethodInfo method : new TreeSet<>(distances.keySet())) {
            Context own = contexts.of(method);
            if (own != null) {
                start(method, own, null, Contexts.given(method), false);
            }
            for (Contexts.Given given : given(method)) {
                if (given.context() != own) {
                    start(method, given.context(), given.call(), given.done(), given.join());
                }
            }
        }
    }

    private List<Contexts.Given> given(MethodInfo method) {
        if (summaries.graph().makers(method).isEmpty()) {
            return contexts.ofObject(method);
        }
        List<Contexts.Given> byCalls = contexts.ofLambda(method);
        return byCalls.isEmpty() ? contexts.ofInterface(method) : byCalls;
    }

    private void start(
            MethodInfo method, Context context, Blocked.@Nullable Call given, Set<Integer> done, boolean join) {
        Body body = moments.body(isBridge(method) ? bridged(method) : method);
        if (body == null) {
            return;
        }
        List<Blocked.Call> way = new ArrayList<>();
        if (given != null) {
            way.add(given);
        }
        new Descent(context, body, join).go(new Stop(body, way, done, 1));
    }

    private boolean isBridge(MethodInfo method) {
        return method.isSynthetic()
                && !method.isStatic()
                && summaries.graph().makers(method).isEmpty();
    }

    /** What a compiler's method stands for that only has other types. */
    private MethodInfo bridged(MethodInfo bridge) {
        for (CallSite site : bridge.calls()) {
            MethodInfo target = summaries.program().resolve(site.method());
            if (target != null
                    && target.ref().name().equals(bridge.ref().name())
                    && target.ref().owner().equals(bridge.ref().owner())) {
                return target;
            }
        }
        return bridge;
    }

    /**
     * A method on a way down.
     *
     * @param done its parameters that are done, if they are futures
     * @param choices how many ways there are through calls that may run one of several methods
     */
    private record Stop(Body body, List<Blocked.Call> way, Set<Integer> done, int choices) {}

    private record Visit(MethodInfo method, Set<Integer> done) {}

    /** One search from one beginning, in breadth: the shortest way to each method is the one that is shown. */
    private final class Descent {
        private final Context context;
        private final Body first;
        private final boolean join;
        private final Set<Visit> seen = new HashSet<>();

        private Descent(Context context, Body first, boolean join) {
            this.context = context;
            this.first = first;
            this.join = join;
        }

        private void go(Stop start) {
            List<Stop> level = List.of(start);
            seen.add(new Visit(start.body().method(), start.done()));
            for (int depth = 0; depth <= DEEPEST && !level.isEmpty(); depth++) {
                List<Stop> next = new ArrayList<>();
                for (Stop stop : level) {
                    go(stop, DEEPEST - depth, next);
                }
                next.sort(Comparator.comparing(Stop::choices)); // the surest first; stable
                level = next.stream()
                        .filter(stop -> seen.add(new Visit(stop.body().method(), stop.done())))
                        .limit(MOST_AT_ONCE)
                        .toList();
            }
        }

        private void go(Stop stop, int left, List<Stop> next) {
            Body body = stop.body();
            for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
                if (!(body.code().at(entry.getKey()) instanceof Call call)) {
                    continue;
                }
                List<State> states = entry.getValue().stream()
                        .filter(state -> !contexts.isElsewhere(state, context))
                        .toList();
                if (states.isEmpty()) {
                    continue;
                }
                List<Blocked.Call> longer = new ArrayList<>(stop.way());
                longer.add(new Blocked.Call(body, entry.getKey()));
                if (operations.waits(call.method())) {
                    if (!states.stream().allMatch(state -> isHarmless(stop, entry.getKey(), call, state))) {
                        tell(body, entry.getKey(), longer, stop.choices());
                    }
                    continue;
                }
                List<MethodInfo> targets = targets(call, states);
                for (MethodInfo target : targets) {
                    Set<Integer> done = passed(call, states.get(0), stop.done());
                    down(target, longer, done, stop.choices() * targets.size(), left, next);
                }
                for (MethodInfo lambda : runInPlace(call, states.get(0))) {
                    down(lambda, longer, Set.of(), stop.choices(), left, next);
                }
            }
        }

        /** Adds the method where a call that waits is still within reach. */
        private void down(
                MethodInfo target, List<Blocked.Call> way, Set<Integer> done, int choices, int left, List<Stop> next) {
            Integer distance = distances.get(target);
            Body body = distance == null || distance >= left ? null : moments.body(target);
            if (body != null) {
                next.add(new Stop(body, way, done, choices));
            }
        }

        private boolean isHarmless(Stop stop, int at, Call call, State state) {
            return contexts.isOnOthers(call, state)
                    || operations.isHarmless(
                            call, state, one -> isDone(one, stop.done()) || isCompleted(one, stop.body(), at));
        }

        /** Whether the value is a future that is done: the callback's own, or one of those that had to be done before it. */
        private boolean isDone(Value value, Set<Integer> done) {
            return join || value instanceof Value.Parameter parameter && done.contains(parameter.index());
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
                                    && operations.completes(call.method())
                                    && entry.getValue().stream()
                                            .allMatch(state -> value.equals(state.get(call.receiver()))));
        }

        /** Which of the callee's parameters are. */
        private Set<Integer> passed(Call call, State state, Set<Integer> done) {
            Set<Integer> passed = new HashSet<>();
            List<Value> operands = Moments.operands(call, state);
            for (int i = 0; i < operands.size(); i++) {
                if (operands.get(i) instanceof Value.Parameter parameter && done.contains(parameter.index())) {
                    passed.add(i);
                }
            }
            return passed;
        }

        private void tell(Body body, int at, List<Blocked.Call> way, int choices) {
            List<Blocked.Start> starts =
                    found.computeIfAbsent(new Place(context.kind(), body, at), place -> new ArrayList<>());
            if (starts.stream().noneMatch(start -> start.body().equals(first))) {
                starts.add(new Blocked.Start(context, first, way, choices));
            }
        }
    }

    /** What the call may run: what it is made on decides where that is known, else the hierarchy. */
    private List<MethodInfo> targets(Call call, List<State> states) {
        List<MethodInfo> byHierarchy = summaries.graph().targets(call.kind(), call.method());
        Set<MethodInfo> exact = new TreeSet<>();
        for (State state : states) {
            Set<String> made = byHierarchy.size() > 1 ? contexts.made(call, state) : Set.of();
            if (made.isEmpty()) {
                return byHierarchy;
            }
            for (String type : made) {
                MethodInfo target = summaries
                        .program()
                        .resolve(new MethodRef(
                                type, call.method().name(), call.method().descriptor()));
                if (target != null) {
                    exact.add(target);
                }
            }
        }
        return List.copyOf(exact);
    }

    /** The bodies of the lambdas that the call runs itself, or a method of the program that it calls. */
    private List<MethodInfo> runInPlace(Call call, State state) {
        List<MethodInfo> run = new ArrayList<>();
        if (summaries.delivery(call.method()) != Delivery.KEPT) {
            return run;
        }
        List<Value> operands = Moments.operands(call, state);
        for (int i = 0; i < operands.size(); i++) {
            if (operands.get(i) instanceof Value.Lambda lambda
                    && (summaries.runsInPlace(call, i) || isTemplate(call, i))) {
                MethodInfo target = summaries.program().resolve(lambda.body());
                if (target != null) {
                    run.add(target);
                }
            }
        }
        return run;
    }

    /** Whether the only method that the call may run calls a method of what it is given there. */
    private boolean isTemplate(Call given, int operand) {
        List<MethodInfo> targets = summaries.graph().targets(given.kind(), given.method());
        Body body = targets.size() == 1 ? moments.body(targets.get(0)) : null;
        if (body == null) {
            return false;
        }
        for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
            if (body.code().at(entry.getKey()) instanceof Call call
                    && call.onInterface()
                    && call.receiver() >= 0
                    && entry.getValue().get(0).get(call.receiver()).equals(new Value.Parameter(operand))) {
                return true;
            }
        }
        return false;
    }
}
