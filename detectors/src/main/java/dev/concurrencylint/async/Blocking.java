package dev.concurrencylint.async;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.models.AsyncModel.Certainty;
import dev.concurrencylint.models.AsyncModel.Context;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.CodeSource;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Fields;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds calls that wait on threads that must not. From the calls that wait it looks upwards, by names and hierarchy, to code with which
 * such threads begin; then each way is gone down again, and counts only if no question on it says that it is another thread.
 */
public final class Blocking {
    private static final Comparator<Place> PLACES = Comparator.comparing(
                    (Place place) -> place.body().method())
            .thenComparing(Place::at)
            .thenComparing(Place::kind);

    private static final int DEEPEST = 8;
    /** For calls that only perhaps wait: there are too many of them, and the further they are the less it says. */
    private static final int DEEPEST_PERHAPS = 1;

    private final Summaries summaries;
    private final Moments moments;
    private final AsyncModel model;
    private final Target target;
    private final Operations operations;
    private final Contexts contexts;
    private final Targets targets;
    private final CircularThread circular;
    private final References references;
    private final Descent.Tools tools;
    private final Map<Place, Circle> circles = new TreeMap<>(PLACES);
    private final List<Blocked> blocked = new ArrayList<>();

    private record Place(AsyncModel.Kind kind, Body body, int at) {}

    private Blocking(Summaries summaries, MonitorUse use, CodeSource source, AsyncModel model, Target target) {
        this.summaries = summaries;
        this.moments = summaries.moments();
        this.model = model;
        this.target = target;
        this.operations = new Operations(summaries.program(), model);
        Executors executors = new Executors(summaries, use, model, operations);
        this.contexts = new Contexts(summaries, executors, source, model, operations);
        Kept kept = new Kept(summaries, use);
        this.targets = new Targets(summaries, executors, kept);
        this.circular = new CircularThread(use, model, operations, contexts, moments);
        this.references = new References(operations, contexts, moments);
        this.tools = new Descent.Tools(
                model,
                target,
                operations,
                contexts,
                targets,
                new Ways(summaries, operations),
                references,
                circular,
                new Pinned(moments));
        look(new Reach(summaries.graph(), targets, kept, operations, Certainty.ALWAYS, DEEPEST), use);
        look(new Reach(summaries.graph(), targets, kept, operations, Certainty.PERHAPS, DEEPEST_PERHAPS), use);
    }

    /** Looks for all of them. */
    public static Blocking of(Summaries summaries, MonitorUse use, CodeSource source, AsyncModel model, Target target) {
        return new Blocking(summaries, use, source, model, target);
    }

    /** All that are found but for those that are circles, by method and place: first what waits for sure. */
    public List<Blocked> blocked() {
        return blocked.stream()
                .filter(one -> circles().stream()
                        .noneMatch(circle -> circle.at() == one.at()
                                && circle.body().method().equals(one.body().method())))
                .toList();
    }

    /** The calls that wait for themselves, by method and place. */
    public List<Circle> circles() {
        return List.copyOf(circles.values());
    }

    private void look(Reach reach, MonitorUse use) {
        Map<Place, List<Blocked.Start>> found = new TreeMap<>(PLACES);
        for (MethodInfo method : reach.methods()) {
            if (summaries.program().underAnalysis(method)) {
                summaries.guarded(method, () -> {
                    begin(method, reach, found);
                    references.look(method, reach.certainty(), (at, start) -> add(at, start, found));
                });
            }
        }
        if (reach.certainty() == Certainty.ALWAYS) {
            new CircularStage(summaries, use, model, operations, targets, reach).look(this::tell);
            new Unanswered(summaries, use, model, operations).look(this::tell);
        }
        found.forEach((place, starts) -> blocked.add(new Blocked(
                place.kind(),
                reach.certainty(),
                place.body(),
                place.at(),
                reference(place, reach.certainty()),
                bound(place.body(), place.at()),
                mayBeDone(place.body(), place.at(), use),
                starts)));
    }

    private void begin(MethodInfo method, Reach reach, Map<Place, List<Blocked.Start>> found) {
        Context own = contexts.of(method);
        if (own != null) {
            Set<Integer> done =
                    own.isOfOverrides() ? Contexts.given(method) : Set.of(); // what it answers, if it is a callback
            start(method, own, null, done, false, reach, found);
        }
        for (Contexts.Given given : given(method)) {
            if (given.context() != own) {
                start(method, given.context(), given.call(), given.done(), given.join(), reach, found);
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
            MethodInfo method,
            Context context,
            Blocked.@Nullable Call given,
            Set<Integer> done,
            boolean join,
            Reach reach,
            Map<Place, List<Blocked.Start>> found) {
        Body body = moments.body(isBridge(method) ? bridged(method) : method);
        if (body == null) {
            return;
        }
        if (context.kind() == AsyncModel.Kind.VIRTUAL
                && (reach.certainty() != Certainty.ALWAYS || !isPinning(given == null ? body : given.body()))) {
            return;
        }
        List<Blocked.Call> way = given == null ? List.of() : List.of(given);
        String type = body.method().ref().owner();
        Targets.Self self = body.method().isStatic() ? null : new Targets.Self(type, false);
        Own own = circular.atStart(body.method(), context, given);
        new Descent(summaries, tools, reach, context, body, join)
                .go(
                        new Descent.Stop(body, self, way, done, 1, own, null),
                        (at, start) -> add(at, start, found),
                        this::tell);
    }

    private static void add(Blocked.Call call, Blocked.Start start, Map<Place, List<Blocked.Start>> found) {
        List<Blocked.Start> starts = found.computeIfAbsent(
                new Place(start.context().kind(), call.body(), call.at()), place -> new ArrayList<>());
        if (starts.stream().noneMatch(other -> other.body().equals(start.body()))) {
            starts.add(start);
        }
    }

    private void tell(Circle circle) {
        circles.merge(
                new Place(AsyncModel.Kind.STAGE, circle.body(), circle.at()),
                circle,
                (one, other) -> other.doubts().size() < one.doubts().size() ? other : one);
    }

    private boolean isPinning(Body starter) {
        ClassInfo type = summaries.program().find(starter.method().ref().owner());
        return type != null && target.pins(type);
    }

    private boolean isBridge(MethodInfo method) {
        return method.isSynthetic()
                && !method.isStatic()
                && summaries.graph().makers(method).isEmpty();
    }

    /** What a compiler's method stands for that only has other types. */
    private MethodInfo bridged(MethodInfo bridge) {
        for (CallSite site : bridge.calls()) {
            MethodInfo found = summaries.program().resolve(site.method());
            if (found != null
                    && found.ref().name().equals(bridge.ref().name())
                    && found.ref().owner().equals(bridge.ref().owner())) {
                return found;
            }
        }
        return bridge;
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

    private Optional<MethodRef> reference(Place place, Certainty certainty) {
        Call call = (Call) place.body().code().at(place.at());
        return moments.at(place.body(), place.at()).stream()
                .flatMap(state -> references.of(certainty, call, state).stream())
                .findFirst();
    }

    /** Whether the call is made on a future in a field, and the program elsewhere goes on when that is done. */
    private boolean mayBeDone(Body body, int at, MonitorUse use) {
        return body.code().at(at) instanceof Call call
                && call.receiver() != Instruction.NONE
                && moments.at(body, at).stream()
                        .map(state -> operations.original(state.get(call.receiver())))
                        .anyMatch(value -> value instanceof Value.Field field && isFollowed(field, use));
    }

    private boolean isFollowed(Value.Field field, MonitorUse use) {
        return use.fields().calls(field.field()).stream()
                        .anyMatch(one ->
                                one.instruction() instanceof Call call && operations.is(call.method(), model::follows))
                || use.fields().writes(field.field()).stream()
                        .anyMatch(write -> isFollowed(write.body(), Fields.written(write)));
    }

    private boolean isFollowed(Body body, Value future) {
        return moments.all(body).entrySet().stream()
                .anyMatch(entry -> body.code().at(entry.getKey()) instanceof Call call
                        && call.receiver() != Instruction.NONE
                        && operations.is(call.method(), model::follows)
                        && entry.getValue().stream()
                                .anyMatch(state -> state.get(call.receiver()).equals(future)));
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
}
