package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.MakeLambda;
import dev.concurrencylint.facts.ThrowModel;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.State.Holding;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.Delivery;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
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

    /** What came out of a search. */
    static final class Answer {
        private final List<Witness> open = new ArrayList<>();
        private final List<Witness.Call> givers = new ArrayList<>();
        private boolean held;
        private final Set<String> doubts = new java.util.TreeSet<>();
        private boolean underOther;
        private boolean settled;

        boolean isSettled() {
            return settled;
        }

        /** Whether what runs the code in place holds something else. */
        boolean isUnderOther() {
            return underOther;
        }

        /** Whether somebody holds it. */
        boolean isHeldBySome() {
            return held;
        }

        /** The ways on which it is not held; none where anything is unclear. */
        List<Witness> open() {
            return isUnclear() ? List.of() : open;
        }

        boolean isUnclear() {
            return !doubts.isEmpty();
        }

        /** What was unclear is not held either: nobody who holds it can lead there. */
        void settle() {
            settled = true;
            doubts.clear();
            if (open.isEmpty()) {
                open.add(new Witness(Why.NOBODY, List.of()));
            }
        }

        /** Where callers pass the object, if it is a parameter. */
        List<Witness.Call> givers() {
            return givers;
        }

        /** What is not clear, in words. */
        Set<String> doubts() {
            return doubts;
        }
    }

    /** Asks whether it is held at that moment, by the method or by all who lead there. */
    void ask(Body body, State state, Wanted wanted, Answer answer) {
        ask(body, state, wanted, answer, List.of(), new HashSet<>());
    }

    /** @param giver the call on the way that gives the object; each of them is asked for itself */
    private record Visit(MethodInfo method, Wanted wanted, Witness.@Nullable Call giver) {
        static Visit of(MethodInfo method, Wanted wanted, Answer answer, List<Witness.Call> way) {
            return new Visit(
                    method,
                    wanted,
                    way.stream().filter(answer.givers::contains).findFirst().orElse(null));
        }
    }

    private void ask(Body body, State state, Wanted asked, Answer answer, List<Witness.Call> way, Set<Visit> seen) {
        Wanted wanted = asked;
        if (asked.on() == WaitModel.On.CONDITION) {
            Value lock = conditions.lockOf(asked.object(), state);
            if (lock == null) {
                if (asked.isGiven(body.method().isStatic())) {
                    above(body.method(), asked, answer, way, seen);
                } else {
                    answer.doubts.add("the lock of the condition is not known in " + body.method());
                }
                return;
            }
            wanted = new Wanted(lock, WaitModel.On.LOCK);
        }
        switch (local(body, state, wanted)) {
            case HELD -> answer.held = true;
            case UNCLEAR -> {
                if (!state.isDoubtful()) { // a way that may not be one says nothing about the others
                    answer.doubts.add(body.method() + " may hold it under another name");
                }
            }
            case GIVEN_BACK -> answer.open.add(new Witness(Why.GIVEN_BACK, way));
            case AS_AT_ENTRY -> above(body.method(), wanted, answer, way, seen);
        }
    }

    private void above(MethodInfo method, Wanted wanted, Answer answer, List<Witness.Call> way, Set<Visit> seen) {
        if (!seen.add(Visit.of(method, wanted, answer, way))) {
            return;
        }
        boolean isGot = !wanted.isPath()
                && !isOfUnknown(wanted.object())
                && (!way.isEmpty() || holdNothing(method, DEEPEST, new HashSet<>()));
        if (wanted.object() instanceof Value.Fresh || isGot) {
            answer.open.add(new Witness(Why.MADE_HERE, way));
            return;
        }
        if (way.size() >= DEEPEST) {
            answer.open.add(new Witness(Why.ENTRY, way)); // nobody has it as far up as this
            return;
        }
        if (!wanted.isPath()) {
            answer.doubts.add(wanted.object() + " has no name for callers of " + method);
            return;
        }
        if (contracts.isHeldByContract(method, wanted)) {
            answer.held = true;
            return;
        }
        boolean isGiven = wanted.isGiven(method.isStatic());
        if (!summaries.graph().makers(method).isEmpty()) {
            lambda(method, wanted, answer, way, seen);
            return;
        }
        if (method.isConstructor() && wanted.object().mentions(new Value.Parameter(0)::equals)) {
            answer.open.add(new Witness(Why.MADE_HERE, way));
            return;
        }
        Set<MethodInfo> callers = new java.util.TreeSet<>(summaries.graph().callers(method));
        callers.remove(method);
        boolean isOfLibrary = summaries.graph().overridesLibrary(method);
        if (isOfLibrary) {
            if (isGiven || isRunUnderHold(method)) {
                answer.doubts.add("a library gives it to " + method + ", or may hold it");
                return;
            }
            answer.open.add(new Witness(Why.LIBRARY, way));
        } else if (callers.isEmpty()) {
            if (isGiven) {
                answer.doubts.add("unknown callers give it to " + method);
            } else {
                answer.open.add(new Witness(Why.ENTRY, way));
            }
        }
        int calls = 0;
        for (MethodInfo caller : callers) {
            Body body = moments.body(caller);
            if (body == null) {
                answer.doubts.add("a caller can't be read: " + caller);
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
                        answer.doubts.add("too many calls of " + method);
                        return;
                    }
                    call(body, entry.getKey(), call, entry.getValue(), method, wanted, answer, way, seen);
                }
            }
        }
    }

    private void call(
            Body body,
            int at,
            Call call,
            List<State> states,
            MethodInfo callee,
            Wanted wanted,
            Answer answer,
            List<Witness.Call> way,
            Set<Visit> seen) {
        List<Witness.Call> longer = new ArrayList<>(way);
        longer.add(0, new Witness.Call(body, at));
        for (State state : states) {
            List<Value> operands = Moments.operands(call, state);
            if (callee.isStatic() != (call.receiver() == Instruction.NONE)) {
                answer.doubts.add("what runs it is not known");
                return;
            }
            Wanted here = wanted.as(objects.named(state.ofCallee(wanted.object(), operands)));
            if (wanted.isGiven(callee.isStatic()) && !here.isGiven(body.method().isStatic())) {
                answer.givers.add(new Witness.Call(body, at));
            }
            ask(body, state, here, answer, longer, seen);
        }
    }

    // ---- code that is given away -------------------------------------------------------------------------

    /** Whether code that takes objects to run them may run an object of the method's class in place, while something is held. */
    private boolean isRunUnderHold(MethodInfo method) {
        ClassInfo type = use.program().find(method.ref().owner());
        if (type == null) {
            return true;
        }
        for (MethodInfo constructor : type.methods()) {
            if (!constructor.isConstructor()) {
                continue;
            }
            for (MethodInfo maker : summaries.graph().callers(constructor)) {
                Body body = moments.body(maker);
                if (body != null && mayRunInPlace(body, type.name())) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean mayRunInPlace(Body body, String type) {
        for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
            if (body.code().at(entry.getKey()) instanceof Call call
                    && !call.method().name().equals("<init>")) {
                for (State state : entry.getValue()) {
                    boolean given = state.get(call.arguments()).stream()
                            .anyMatch(value -> value instanceof Value.Fresh fresh
                                    && fresh.type().equals(type));
                    if (given
                            && summaries.delivery(call.method()) == Delivery.KEPT
                            && (ThrowModel.isPlatform(call.method().owner())
                                    ? holdsOther(body, state)
                                    : holdsWhileItCalls(call))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether a method of the program calls what it is given while it holds something. */
    private boolean holdsWhileItCalls(Call given) {
        for (MethodInfo target : summaries.graph().targets(given.kind(), given.method())) {
            Body body = moments.body(target);
            if (body == null) {
                continue;
            }
            for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
                if (body.code().at(entry.getKey()) instanceof Call call
                        && call.receiver() != Instruction.NONE
                        && entry.getValue().stream()
                                .anyMatch(state -> state.get(call.receiver()) instanceof Value.Parameter
                                        && call.onInterface()
                                        && holdsOther(body, state))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void lambda(MethodInfo lambda, Wanted wanted, Answer answer, List<Witness.Call> way, Set<Visit> seen) {
        for (MethodInfo maker : summaries.graph().makers(lambda)) {
            Body body = moments.body(maker);
            if (body == null) {
                answer.doubts.add("what runs it is not known");
                return;
            }
            for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
                if (body.code().at(entry.getKey()) instanceof MakeLambda made
                        && lambda.equals(use.program().resolve(made.body()))) {
                    for (State state : entry.getValue()) {
                        lambda(body, entry.getKey(), made, state, wanted, answer, way, seen);
                    }
                }
            }
        }
    }

    private void lambda(
            Body maker,
            int at,
            MakeLambda made,
            State state,
            Wanted wanted,
            Answer answer,
            List<Witness.Call> way,
            Set<Visit> seen) {
        Value object = objects.named(state.ofCallee(wanted.object(), state.get(made.captured())));
        boolean used = false;
        for (Map.Entry<Integer, List<State>> entry : moments.all(maker).entrySet()) {
            if (!(maker.code().at(entry.getKey()) instanceof Call call)) {
                continue;
            }
            for (State there : entry.getValue()) {
                List<Value> operands = Moments.operands(call, there);
                for (int i = 0; i < operands.size(); i++) {
                    if (operands.get(i) instanceof Value.Lambda one && one.at() == at) {
                        used = true;
                        given(maker, entry.getKey(), call, there, i, wanted.as(object), answer, way, seen);
                    }
                }
            }
        }
        if (!used) {
            answer.doubts.add("a lambda is kept in " + maker.method());
        }
    }

    /** The code is given to a call, as the operand of that index. */
    private void given(
            Body maker,
            int at,
            Call call,
            State state,
            int index,
            Wanted wanted,
            Answer answer,
            List<Witness.Call> way,
            Set<Visit> seen) {
        List<Witness.Call> longer = new ArrayList<>(way);
        longer.add(0, new Witness.Call(maker, at));
        Delivery delivery = summaries.delivery(call.method());
        if (delivery != Delivery.KEPT) {
            answer.open.add(new Witness(delivery == Delivery.ELSEWHERE ? Why.TASK : Why.PERHAPS_TASK, longer));
            return;
        }
        boolean runsReceiver = index == 0 && call.receiver() != Instruction.NONE;
        boolean isUnknown =
                call.onInterface() && summaries.isFunctional(call.method().owner());
        if (runsReceiver || summaries.runsInPlace(call, index) && !isUnknown) {
            ask(maker, state, wanted, answer, longer, seen);
            return;
        }
        List<MethodInfo> targets = summaries.graph().targets(call.kind(), call.method());
        Body template = targets.size() == 1 ? moments.body(targets.get(0)) : null;
        if (template == null) {
            answer.doubts.add("what runs it is not known");
            return;
        }
        template(maker, state, template, Moments.operands(call, state), index, wanted, answer, longer, seen);
    }

    /** A method of the program runs the code, perhaps under something of its own. */
    private void template(
            Body maker,
            State state,
            Body template,
            List<Value> operands,
            int index,
            Wanted wanted,
            Answer answer,
            List<Witness.Call> way,
            Set<Visit> seen) {
        boolean runs = false;
        for (Map.Entry<Integer, List<State>> entry : moments.all(template).entrySet()) {
            if (!(template.code().at(entry.getKey()) instanceof Call call)) {
                continue;
            }
            for (State inside : entry.getValue()) {
                List<Value> given = Moments.operands(call, inside);
                if (!given.contains(new Value.Parameter(index))) {
                    continue;
                }
                boolean isRun = call.receiver() != Instruction.NONE
                        && given.get(0).equals(new Value.Parameter(index))
                        && call.onInterface();
                if (!isRun) {
                    answer.doubts.add("what runs it is not known");
                    return;
                }
                runs = true;
                List<Value> held = new ArrayList<>();
                (wanted.isMonitor() ? monitors(template, inside) : inside.locks())
                        .forEach(one -> held.add(state.ofCallee(one, operands)));
                Value lock = wanted.on() == WaitModel.On.CONDITION
                        ? conditions.lockOf(wanted.object(), state)
                        : wanted.object();
                if (lock == null) {
                    answer.doubts.add("what runs it is not known");
                } else if (held.contains(lock)) {
                    answer.held = true;
                } else if (!held.stream().allMatch(one -> isDifferent(one, lock, wanted, maker))) {
                    answer.doubts.add("what runs it is not known");
                } else {
                    answer.underOther |= !held.isEmpty();
                    ask(maker, state, wanted, answer, way, seen);
                }
            }
        }
        if (!runs) {
            answer.doubts.add("what runs it is not known");
        }
    }

    private boolean isDifferent(Value held, Value lock, Wanted wanted, Body body) {
        return wanted.isMonitor() ? objects.areDifferent(held, lock, body) : isOther(held, lock, body);
    }

    /** Whether the way leads through callers at all, and none of them holds it. */
    static boolean isOfCallersOnly(Answer answer) {
        return !answer.isHeldBySome()
                && !answer.open().isEmpty()
                && answer.open().stream().noneMatch(witness -> witness.calls().isEmpty());
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

    /** Delivers what is made at that place of the method to whom it is given; none where that is not another thread. */
    @Nullable
    Delivery deliveryOf(Body maker, int at) {
        Delivery found = null;
        for (Map.Entry<Integer, List<State>> entry : moments.all(maker).entrySet()) {
            if (maker.code().at(entry.getKey()) instanceof Call call
                    && entry.getValue().stream()
                            .anyMatch(state -> Moments.operands(call, state).stream()
                                    .anyMatch(value -> value instanceof Value.Lambda one && one.at() == at))) {
                Delivery here = summaries.delivery(call.method());
                found = found == null || here.compareTo(found) < 0 ? here : found;
            }
        }
        return found;
    }
}
