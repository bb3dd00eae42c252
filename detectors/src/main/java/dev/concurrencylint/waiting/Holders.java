package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.State.Holding;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.Delivery;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Summaries;
import dev.concurrencylint.waiting.Witness.Why;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a monitor or a lock is held at a place: by the method itself, or by all who lead there. A place that cannot be proven is
 * rarely wrong; so whatever is not clear on the way makes the whole answer unclear.
 */
final class Holders {
    private static final int DEEPEST = 6;
    private static final int MOST_CALLS = 40;

    private final Summaries summaries;
    private final MonitorUse use;
    private final Moments moments;
    private final Objects objects;
    private final Contracts contracts;
    private final Conditions conditions;
    private final GivenAway givenAway;

    Holders(
            Summaries summaries,
            MonitorUse use,
            Moments moments,
            Objects objects,
            Conditions conditions,
            Contracts contracts) {
        this.conditions = conditions;
        this.summaries = summaries;
        this.use = use;
        this.moments = moments;
        this.objects = objects;
        this.contracts = contracts;
        this.givenAway = new GivenAway(summaries, use, moments, objects, conditions, this);
    }

    /** What the method itself tells of one moment. */
    enum Local {
        HELD,
        /** As its callers have it; it may hold something else. */
        AS_AT_ENTRY,
        GIVEN_BACK,
        UNCLEAR
    }

    Local local(Body body, State state, Wanted wanted) {
        MethodInfo method = body.method();
        if (!wanted.isMonitor()) {
            Holding holding = state.holding(wanted.object(), summaries.kinds(method));
            return switch (holding) {
                case HELD -> Local.HELD;
                case GIVEN_BACK -> Local.GIVEN_BACK;
                case UNCLEAR -> Local.UNCLEAR;
                case AS_AT_ENTRY ->
                    state.locks().stream().allMatch(other -> isOther(other, wanted.object(), body))
                            ? Local.AS_AT_ENTRY
                            : Local.UNCLEAR;
            };
        }
        List<Value> monitors = monitors(body, state);
        if (monitors.contains(wanted.object())
                || state.foundHeld().stream().map(objects::named).anyMatch(wanted.object()::equals)) {
            return Local.HELD;
        }
        return monitors.stream().allMatch(other -> objects.areDifferent(other, wanted.object(), body))
                ? Local.AS_AT_ENTRY
                : Local.UNCLEAR;
    }

    /** The monitors that the method has at that moment, the innermost last. */
    List<Value> monitors(Body body, State state) {
        List<Value> monitors = new ArrayList<>();
        if (body.method().isSynchronized()) {
            monitors.add(MonitorUse.ownMonitor(body.method()));
        }
        state.monitors().forEach(monitor -> monitors.add(objects.named(monitor)));
        return monitors;
    }

    private boolean isOther(Value held, Value lock, Body body) {
        if (held instanceof Value.View one
                && lock instanceof Value.View two
                && one.lock().equals(two.lock())) {
            return one.write() != two.write();
        }
        return objects.areDifferent(held.synchroniser(), lock.synchroniser(), body)
                || !summaries.mayBeOne(body.method(), held, lock);
    }

    /** Whether what is held is another one than what is wanted, which the method calls so, for sure. */
    boolean isDifferent(Value held, Value lock, Wanted wanted, Body body) {
        return wanted.isMonitor() ? objects.areDifferent(held, lock, body) : isOther(held, lock, body);
    }

    /** Whether no known caller of the method, nor theirs, holds anything when it calls. */
    private boolean holdNothing(MethodInfo method, int depth, Set<MethodInfo> seen) {
        if (depth == 0 || !seen.add(method)) {
            return true;
        }
        if (!summaries.graph().makers(method).isEmpty() || method.ref().name().endsWith("Locked")) {
            return false;
        }
        boolean isOfLibrary = summaries.graph().overridesLibrary(method);
        for (MethodInfo caller : summaries.graph().callers(method)) {
            Body body = moments.body(caller);
            if (body == null) {
                return false;
            }
            boolean calls = false;
            for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
                if (body.code().at(entry.getKey()) instanceof Call call
                        && summaries.graph().mayRun(call.kind(), call.method(), method)
                        && (!isOfLibrary
                                || use.program()
                                        .classes()
                                        .containsKey(call.method().owner()))) {
                    calls = true;
                    if (entry.getValue().stream().anyMatch(state -> holdsOther(body, state))) {
                        return false;
                    }
                }
            }
            if (calls && !holdNothing(caller, depth - 1, seen)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the method could have got it in several ways, or nothing is known of where it comes from. */
    private static boolean isOfUnknown(Value object) {
        return object.mentions(part -> part instanceof Value.Opaque || part instanceof Value.Caught);
    }

    /** Whether the method holds something at that moment. */
    boolean holdsOther(Body body, State state) {
        return !monitors(body, state).isEmpty() || !state.locks().isEmpty();
    }

    /** Whether the method has had it on the way to the place. */
    boolean wasLeft(Body body, int at, Wanted wanted) {
        for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
            int before = entry.getKey();
            if ((before < at || body.code().reachableNormally(before).get(at))
                    && entry.getValue().stream().anyMatch(state -> local(body, state, wanted) == Local.HELD)) {
                return true;
            }
        }
        return false;
    }

    /** To whom what is made at that place of the method is given; null for nobody. */
    @Nullable
    Delivery deliveryOf(Body maker, int at) {
        return givenAway.deliveryOf(maker, at);
    }

    /** Asks whether it is held at that moment, by the method or by all who lead there. */
    void ask(Body body, State state, Wanted wanted, Answer answer) {
        ask(body, state, wanted, new Search(answer, List.of(), new HashSet<>()));
    }

    void ask(Body body, State state, Wanted asked, Search search) {
        if (search.answer().isOver()) {
            return;
        }
        Wanted wanted = asked;
        if (asked.on() == WaitModel.On.CONDITION) {
            Value lock = conditions.lockOf(asked.object(), state);
            if (lock == null) {
                if (asked.isGiven(body.method().isStatic())) {
                    above(body.method(), asked, search);
                } else {
                    search.answer().addDoubt("the lock of the condition is not known in " + body.method());
                }
                return;
            }
            wanted = new Wanted(lock, WaitModel.On.LOCK);
        }
        switch (local(body, state, wanted)) {
            case HELD -> search.answer().addHeld();
            case UNCLEAR -> {
                if (!state.isDoubtful()) { // a way that may not be one says nothing about the others
                    search.answer().addDoubt(body.method() + " may hold it under another name");
                }
            }
            case GIVEN_BACK -> search.answer().addOpen(Why.GIVEN_BACK, search.way());
            case AS_AT_ENTRY -> above(body.method(), wanted, search);
        }
    }

    /** Whether code that takes objects to run them may run the method in place, while something is held. */
    boolean isRunUnderHold(MethodInfo method) {
        return givenAway.isRunUnderHold(method);
    }

    /** Asks whether it is held where the method begins, by all who lead there. */
    void askAbove(MethodInfo method, Wanted wanted, Answer answer) {
        above(method, wanted, new Search(answer, List.of(), new HashSet<>()));
    }

    private void above(MethodInfo method, Wanted wanted, Search search) {
        if (search.answer().isOver() || !search.isFirst(method, wanted)) {
            return;
        }
        if (search.answer().isTooLong(search.seen().size())) {
            search.answer().addDoubt("too many ways to " + method);
            return;
        }
        boolean isGot = !wanted.isPath()
                && !isOfUnknown(wanted.object())
                && (!search.way().isEmpty() || holdNothing(method, DEEPEST, new HashSet<>()));
        if (wanted.object() instanceof Value.Fresh || isGot) {
            search.answer().addOpen(Why.MADE_HERE, search.way());
            return;
        }
        if (search.way().size() >= DEEPEST) {
            search.answer().addOpen(Why.ENTRY, search.way()); // nobody has it as far up as this
            return;
        }
        if (!wanted.isPath()) {
            search.answer().addDoubt(wanted.object() + " has no name for callers of " + method);
            return;
        }
        if (contracts.isHeldByContract(method, wanted)) {
            search.answer().addHeld();
            return;
        }
        boolean isGiven = wanted.isGiven(method.isStatic());
        if (!summaries.graph().makers(method).isEmpty()) {
            givenAway.lambda(method, wanted, search);
            return;
        }
        if (method.isConstructor() && wanted.object().mentions(new Value.Parameter(0)::equals)) {
            search.answer().addOpen(Why.MADE_HERE, search.way());
            return;
        }
        Set<MethodInfo> callers = new java.util.TreeSet<>(summaries.graph().callers(method));
        callers.remove(method);
        boolean isOfLibrary = summaries.graph().overridesLibrary(method);
        if (isOfLibrary) {
            if (isGiven || givenAway.isRunUnderHold(method)) {
                search.answer().addDoubt("a library gives it to " + method + ", or may hold it");
                return;
            }
            search.answer().addOpen(Why.LIBRARY, search.way());
        } else if (callers.isEmpty()) {
            if (isGiven) {
                search.answer().addDoubt("unknown callers give it to " + method);
            } else {
                search.answer().addOpen(Why.ENTRY, search.way());
            }
        }
        int calls = 0;
        for (MethodInfo caller : callers) {
            Body body = moments.body(caller);
            if (body == null) {
                search.answer().addDoubt("a caller can't be read: " + caller);
                return;
            }
            for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
                if (body.code().at(entry.getKey()) instanceof Call call
                        && summaries.graph().mayRun(call.kind(), call.method(), method)
                        && (!isOfLibrary
                                || use.program()
                                        .classes()
                                        .containsKey(call.method().owner()))) {
                    if (++calls > MOST_CALLS) {
                        search.answer().addDoubt("too many calls of " + method);
                        return;
                    }
                    call(body, entry.getKey(), call, entry.getValue(), method, wanted, search);
                }
            }
        }
    }

    private void call(
            Body body, int at, Call call, List<State> states, MethodInfo callee, Wanted wanted, Search search) {
        Search longer = search.after(new Witness.Call(body, at));
        for (State state : states) {
            List<Value> operands = Moments.operands(call, state);
            if (callee.isStatic() != (call.receiver() == Instruction.NONE)) {
                search.answer().addDoubt("what runs it is not known");
                return;
            }
            Wanted here = wanted.as(objects.named(state.ofCallee(wanted.object(), operands)));
            if (wanted.isGiven(callee.isStatic()) && !here.isGiven(body.method().isStatic())) {
                search.answer().addGiver(new Witness.Call(body, at));
            }
            ask(body, state, here, longer);
        }
    }

    /** Whether the method calls something that looks what its thread holds, and not as an assertion: then it may not go on without. */
    boolean asksByHelper(Body body, int at) {
        for (int before = 0; before < body.code().size(); before++) {
            if (body.code().at(before) instanceof Call call
                    && body.code().reachableNormally(before).get(at)) {
                for (MethodInfo target : summaries.graph().targets(call.kind(), call.method())) {
                    Body helper = use.program().underAnalysis(target) ? moments.body(target) : null;
                    if (helper != null && summaries.asksForHolds(helper.code()) && !asserts(helper)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean asserts(Body body) {
        for (int at = 0; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof Instruction.ReadField read
                    && read.field().name().equals("$assertionsDisabled")) {
                return true;
            }
        }
        return false;
    }
}
