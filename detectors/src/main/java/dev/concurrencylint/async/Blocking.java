package dev.concurrencylint.async;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction.Call;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds calls that wait on threads that must not. From the calls that wait it looks upwards, by names and hierarchy, to code with which
 * such threads begin; then each way is gone down again, and counts only if no question on it says that it is another thread.
 */
public final class Blocking {
    private static final int DEEPEST = 8;
    /** For calls that only perhaps wait: there are too many of them, and the further they are the less it says. */
    private static final int DEEPEST_PERHAPS = 2;

    private static final int MOST_AT_ONCE = 400;

    private final Summaries summaries;
    private final Moments moments;
    private final Operations operations;
    private final Contexts contexts;
    private final Targets targets;
    private final AsyncModel.Certainty certainty;
    private final Reach reach;

    private final Map<Place, List<Blocked.Start>> found =
            new TreeMap<>(Comparator.comparing((Place place) -> place.body().method())
                    .thenComparing(Place::at)
                    .thenComparing(Place::kind));

    private record Place(AsyncModel.Kind kind, Body body, int at) {}

    private Blocking(
            Summaries summaries,
            Operations operations,
            Contexts contexts,
            Targets targets,
            AsyncModel.Certainty certainty,
            Reach reach) {
        this.summaries = summaries;
        this.moments = summaries.moments();
        this.operations = operations;
        this.contexts = contexts;
        this.targets = targets;
        this.certainty = certainty;
        this.reach = reach;
    }

    /** All that are found, by method and place: first what waits for sure. */
    public static List<Blocked> judge(Summaries summaries, MonitorUse use, CodeSource source, AsyncModel model) {
        Operations operations = new Operations(summaries.program(), model);
        Executors executors = new Executors(summaries, use, model, operations);
        Contexts contexts = new Contexts(summaries, executors, source, model, operations);
        Kept kept = new Kept(summaries, use);
        Targets targets = new Targets(summaries, executors, kept);
        List<Blocked> all = new ArrayList<>();
        for (AsyncModel.Certainty certainty : List.of(AsyncModel.Certainty.ALWAYS, AsyncModel.Certainty.PERHAPS)) {
            int deepest = certainty == AsyncModel.Certainty.ALWAYS ? DEEPEST : DEEPEST_PERHAPS;
            Reach reach = new Reach(summaries.graph(), targets, kept, operations, certainty, deepest);
            new Blocking(summaries, operations, contexts, targets, certainty, reach).addTo(all);
        }
        return all;
    }

    private void addTo(List<Blocked> all) {
        begin();
        found.forEach((place, starts) -> all.add(new Blocked(
                place.kind(), certainty, place.body(), place.at(), bound(place.body(), place.at()), starts)));
    }

    /** For how many milliseconds at most, on all ways there. A call in a loop has no bound of its own. */
    private OptionalLong bound(Body body, int at) {
        OptionalLong longest = OptionalLong.empty();
        if (!(body.code().at(at) instanceof Call call) || isInLoop(body.code(), at)) {
            return longest;
        }
        for (State state : moments.at(body, at)) {
            OptionalLong here = operations.bound(call, state);
            if (here.isEmpty()) {
                return here;
            }
            longest = OptionalLong.of(Math.max(longest.orElse(0), here.getAsLong()));
        }
        return longest;
    }

    private static boolean isInLoop(Code code, int at) {
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(code.normalSuccessors(at));
        while (!open.isEmpty()) {
            int next = open.remove();
            if (next == at) {
                return true;
            }
            if (!seen.get(next)) {
                seen.set(next);
                open.addAll(code.normalSuccessors(next));
            }
        }
        return false;
    }

    private void begin() {
        for (MethodInfo method : reach.methods()) {
            if (!summaries.program().underAnalysis(method)) {
                continue;
            }
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
        String type = body.method().ref().owner();
        Targets.Self self = body.method().isStatic() ? null : new Targets.Self(type, false);
        new Descent(context, body, join).go(new Stop(body, self, way, done, 1));
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
     * @param self what is known of the object that it runs on
     * @param done its parameters that are done, if they are futures
     * @param choices how many ways there are through calls that may run one of several methods
     */
    private record Stop(
            Body body, Targets.@Nullable Self self, List<Blocked.Call> way, Set<Integer> done, int choices) {}

    private record Visit(MethodInfo method, Targets.@Nullable Self self, Set<Integer> done) {
        private Visit(Stop stop) {
            this(stop.body().method(), stop.self(), stop.done());
        }
    }

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
            seen.add(new Visit(start));
            for (int depth = 0; depth <= reach.deepest() && !level.isEmpty(); depth++) {
                List<Stop> next = new ArrayList<>();
                for (Stop stop : level) {
                    go(stop, reach.deepest() - depth, next);
                }
                next.sort(Comparator.comparing(Stop::choices)); // the surest first; stable
                level = next.stream()
                        .filter(stop -> seen.add(new Visit(stop)))
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
                        .filter(state -> !contexts.isElsewhere(body, state, context))
                        .toList();
                if (states.isEmpty()) {
                    continue;
                }
                List<Blocked.Call> longer = new ArrayList<>(stop.way());
                longer.add(new Blocked.Call(body, entry.getKey()));
                if (operations.is(certainty, call.method())) {
                    if (summaries.program().underAnalysis(body.method())
                            && !states.stream().allMatch(state -> isHarmless(stop, entry.getKey(), call, state))) {
                        tell(body, entry.getKey(), longer, stop.choices());
                    }
                    continue;
                }
                List<Targets.Target> all = targets.of(body, stop.self(), call, states);
                for (Targets.Target target : all) {
                    Set<Integer> done = target.isLambda() ? Set.of() : passed(call, states.get(0), stop.done());
                    down(target, longer, done, stop.choices() * all.size(), left, next);
                }
                for (MethodInfo lambda : runInPlace(call, states.get(0))) {
                    down(new Targets.Target(lambda, null, true), longer, Set.of(), stop.choices(), left, next);
                }
            }
        }

        /** Adds the method where a call that waits is still within reach. */
        private void down(
                Targets.Target target,
                List<Blocked.Call> way,
                Set<Integer> done,
                int choices,
                int left,
                List<Stop> next) {
            Integer distance = reach.distance(target.method());
            Body body = distance == null || distance >= left ? null : moments.body(target.method());
            if (body != null) {
                next.add(new Stop(body, target.self(), way, done, choices));
            }
        }

        private boolean isHarmless(Stop stop, int at, Call call, State state) {
            return contexts.isOnOthers(certainty, call, state)
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
