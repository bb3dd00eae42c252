package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Copy;
import dev.concurrencylint.code.Instruction.Handler;
import dev.concurrencylint.code.Instruction.MakeLambda;
import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.code.Instruction.Throw;
import dev.concurrencylint.code.Reads;
import dev.concurrencylint.facts.ThrowModel;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.Delivery;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.models.WaitOperation;
import dev.concurrencylint.program.CodeSource;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Summaries;
import dev.concurrencylint.waiting.WaitFault.Kind;
import dev.concurrencylint.waiting.Waiters.Waiter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with how the threads of a program wait for one another. One call is told of once, for the worst that is wrong with it. */
public final class Waits {
    private final Summaries summaries;
    private final MonitorUse use;
    private final Moments moments;
    private final Objects objects;
    private final Conditions conditions;
    private final Holders holders;
    private final Lockers lockers;
    private final Waiters waiters;
    private final Tests tests;
    private final WaitCalls calls;
    private final WaitModel model;
    private final List<WaitSite> sites;
    private final List<WaitFault> faults = new ArrayList<>();

    private Waits(Summaries summaries, MonitorUse use, CodeSource source, WaitModel model) {
        this.model = model;
        this.summaries = summaries;
        this.use = use;
        this.moments = new Moments(summaries);
        Captured captured = new Captured(summaries, use, moments);
        this.objects = new Objects(use, captured);
        this.conditions = new Conditions(use, moments, objects, captured, model);
        this.holders = new Holders(summaries, use, moments, objects, conditions, new Contracts(source, model));
        this.lockers = new Lockers(summaries, use, moments, objects, holders);
        this.calls = new WaitCalls(use.program(), model);
        this.tests = new Tests(summaries, use, moments, model, calls::operation);
        this.waiters = new Waiters(summaries, use, moments, holders, tests);
        this.sites = calls.all(moments);
    }

    /** The faults of the program, by method and place. */
    public static List<WaitFault> judge(Summaries summaries, MonitorUse use, CodeSource source, WaitModel model) {
        Waits waits = new Waits(summaries, use, source, model);
        waits.judge();
        return List.copyOf(waits.faults);
    }

    /** What decided about the waits of the method, as text for people. */
    public static String weigh(
            Summaries summaries, MonitorUse use, CodeSource source, WaitModel model, MethodInfo method) {
        Waits waits = new Waits(summaries, use, source, model);
        StringBuilder text = new StringBuilder();
        for (WaitSite site : waits.sites) {
            if (site.body().method().equals(method)) {
                waits.weigh(site, text);
            }
        }
        waits.judge();
        waits.faults.stream()
                .filter(fault -> fault.body().method().equals(method))
                .forEach(fault -> text.append("waiting ")
                        .append(fault.kind())
                        .append(' ')
                        .append(fault.confidence())
                        .append(" at ")
                        .append(fault.at())
                        .append('\n'));
        return text.toString();
    }

    private void weigh(WaitSite site, StringBuilder text) {
        Set<String> lines = new LinkedHashSet<>();
        for (State state : site.states()) {
            Wanted wanted = wanted(site, state);
            Holders.Answer answer = new Holders.Answer();
            if (wanted != null) {
                holders.ask(site.body(), state, wanted, answer);
            }
            lines.add("wants " + (wanted == null ? "what is not known" : wanted.object()) + ": "
                    + (answer.isHeldBySome() ? "held by some; " : "") + "not held on "
                    + answer.open().size()
                    + " ways; doubts " + answer.doubts() + '\n');
            if (wanted != null && site.operation().waits()) {
                Waiter waiter = waiters.of(site, wanted);
                lines.add("tests under " + waiter.under() + " outside " + waiter.outside() + " of " + waiter.fields()
                        + (waiter.testedFirst() ? ", tested first" : "") + (waiter.retested() ? ", tested again" : "")
                        + '\n');
            }
        }
        lines.forEach(
                line -> text.append("waits at ").append(site.at()).append(": ").append(line));
    }

    private void judge() {
        Map<WaitSite, Waiter> waiting = new LinkedHashMap<>();
        List<WaitSite> sound = new ArrayList<>();
        for (WaitSite site : sites) {
            if (isConfused(site) || isNotHeld(site) || isOnThread(site)) {
                continue;
            }
            sound.add(site);
            Wanted wanted = wanted(site);
            if (site.operation().waits() && site.operation() != WaitOperation.WAIT_UNTIL) {
                waiting.put(site, waiters.of(site, wanted));
            }
        }
        waiting.forEach((site, waiter) -> loop(waiter, wanted(site)));
        references();
        Changed changed = new Changed(summaries, use, moments, tests, model);
        faults.addAll(new Wakers(
                        summaries,
                        moments,
                        objects,
                        holders,
                        waiters,
                        changed,
                        model,
                        sound,
                        waiting.values(),
                        failing())
                .judge());
        caught();
        faults.sort(
                java.util.Comparator.comparing((WaitFault fault) -> fault.body().method())
                        .thenComparing(WaitFault::at)
                        .thenComparing(WaitFault::kind));
    }

    // ---- the two worlds ----------------------------------------------------------------------------------

    /** Whether a monitor's method is called on something that excludes or waits in a way of its own. */
    private boolean isConfused(WaitSite site) {
        if (site.on() != WaitModel.On.MONITOR) {
            return false;
        }
        Value object = site.receiver(site.states().get(0));
        String type = use.types().of(object, site.body());
        String owner = site.call().method().owner();
        String known = type != null && !type.equals("java/lang/Object") ? type : owner;
        if (!hasOwnWaits(known)
                || object.equals(new Value.Parameter(0))
                        && !site.body().method().isStatic()) {
            return false; // a class that is one may have a monitor of its own business
        }
        add(
                Kind.CONFUSED,
                site,
                object,
                null,
                Confidence.HIGH,
                new Evidence("not-its-own-method", "the object has methods of its own to wait and to wake"),
                List.of());
        return true;
    }

    private boolean hasOwnWaits(String type) {
        return !use.program().classes().containsKey(type)
                && model.withOwnWaits().stream().anyMatch(known -> use.program().isSubtype(type, known));
    }

    private boolean isOnThread(WaitSite site) {
        if (site.on() != WaitModel.On.MONITOR) {
            return false;
        }
        Value object = site.receiver(site.states().get(0));
        String type = use.types().of(object, site.body());
        if (type == null || !use.program().isSubtype(type, "java/lang/Thread")) {
            return false;
        }
        boolean own = object.equals(new Value.Parameter(0))
                || object instanceof Value.Field field && Objects.isOuter(field.field());
        boolean joins = site.operation().waits()
                && new Structure(site.body().code())
                        .testsBefore(site.at()).stream().anyMatch(test -> isAliveAsked(site.body(), test));
        if (joins) {
            return true;
        }
        add(
                Kind.ON_THREAD,
                site,
                object,
                null,
                own ? Confidence.LOW : Confidence.HIGH,
                new Evidence("thread-notifies", "the JDK waits on the object and wakes all when the thread ends"),
                List.of());
        return !own;
    }

    private boolean isAliveAsked(Body body, int test) {
        return moments.at(body, test).stream()
                .anyMatch(state -> Reads.of(body.code().at(test)).stream()
                        .filter(register -> register >= 0)
                        .anyMatch(register -> state.get(register)
                                .mentions(part -> part instanceof Value.Result result
                                        && result.method().name().equals("isAlive"))));
    }

    // ---- without the lock --------------------------------------------------------------------------------

    /** What has to be held for the call, as the method names it on its first way; null where that is not known. */
    private @Nullable Wanted wanted(WaitSite site) {
        return wanted(site, site.states().get(0));
    }

    private @Nullable Wanted wanted(WaitSite site, State state) {
        Value object = site.receiver(state);
        if (site.on() != WaitModel.On.CONDITION) {
            return new Wanted(objects.named(object), site.on());
        }
        Value lock = conditions.lockOf(object, state);
        if (lock != null) {
            return new Wanted(lock, WaitModel.On.LOCK);
        }
        Wanted condition = new Wanted(object, site.on());
        return condition.isPath() && condition.isGiven(site.body().method().isStatic()) ? condition : null;
    }

    private boolean isNotHeld(WaitSite site) {
        Holders.Answer answer = new Holders.Answer();
        boolean other = true;
        Wanted wanted = null;
        for (State state : site.states()) {
            Wanted here = wanted(site, state);
            if (here == null) {
                return false;
            }
            int before = answer.open().size();
            holders.ask(site.body(), state, here, answer);
            if (answer.isUnclear()
                    && (answer.isHeldBySome() || lockers.mayLeadTo(site.body().method(), here))) {
                return false;
            }
            if (answer.isUnclear()) {
                answer.settle();
            }
            if (answer.open().size() > before) {
                wanted = wanted == null ? here : wanted;
                other &= holders.holdsOther(site.body(), state);
            }
        }
        if (wanted == null || isCaught(site) || holders.asksByHelper(site.body(), site.at())) {
            return false;
        }
        List<Evidence> evidence = new ArrayList<>();
        MethodInfo method = site.body().method();
        boolean left = holders.wasLeft(site.body(), site.at(), wanted);
        Confidence confidence = Confidence.MEDIUM;
        if (answer.isHeldBySome()) {
            evidence.add(new Evidence("held-by-others", "other ways to the call hold it"));
        } else if (other || answer.isUnderOther()) {
            evidence.add(new Evidence("holds-another", "another lock or monitor is held"));
            confidence = Confidence.HIGH;
        } else if (left) {
            evidence.add(new Evidence("left-before", "the method has had it, and gave it back"));
            confidence = Confidence.HIGH;
        } else if (answer.isSettled()) {
            evidence.add(new Evidence("no-holder-leads-here", "no code that takes it leads to the call"));
        } else if (answer.open().stream().anyMatch(witness -> witness.why().isSure())) {
            evidence.add(
                    new Evidence("called-by-others", "the caller is not the program's code, and holds nothing of it"));
            confidence = Confidence.HIGH;
        } else if (method.isPrivate() && Holders.isOfCallersOnly(answer)) {
            evidence.add(new Evidence("no-caller-holds-it", "none of the callers holds it"));
            confidence = Confidence.HIGH;
        } else {
            evidence.add(new Evidence("no-known-holder", "neither the method nor a known caller holds it"));
        }
        boolean isLambda = !summaries.graph().makers(method).isEmpty();
        if (!isLambda && wanted.isGiven(method.isStatic()) && !answer.isSettled()) {
            Set<Witness.Call> places = new LinkedHashSet<>(answer.givers());
            for (Witness.Call place : places) {
                given(site, place, wanted, confidence, evidence, answer.open());
            }
            return true;
        }
        faults.add(new WaitFault(
                Kind.NOT_HELD,
                site.body(),
                site.at(),
                site.receiver(site.states().get(0)),
                wanted.object(),
                site.on(),
                site.operation(),
                confidence,
                evidence,
                answer.open(),
                List.of()));
        return true;
    }

    /** References to such methods, which another thread runs. */
    private void references() {
        for (MethodInfo method : calls.referring()) {
            Body body = moments.body(method);
            for (int at = 0; body != null && at < body.code().size(); at++) {
                if (body.code().at(at) instanceof MakeLambda made) {
                    WaitOperation operation = calls.operation(made.body());
                    Delivery delivery = operation == null ? null : holders.deliveryOf(body, at);
                    if (operation != null
                            && delivery != null
                            && delivery != Delivery.KEPT
                            && made.captured().size() == 1) {
                        reference(body, at, made, operation, delivery);
                    }
                }
            }
        }
    }

    private void reference(Body body, int at, MakeLambda made, WaitOperation operation, Delivery delivery) {
        Value object = moments.at(body, at).get(0).get(made.captured().get(0));
        String type = java.util.Objects.requireNonNull(calls.type(made.body()));
        boolean sure = delivery == Delivery.ELSEWHERE;
        faults.add(new WaitFault(
                Kind.NOT_HELD,
                body,
                at,
                object,
                object,
                model.on(type),
                operation,
                sure ? Confidence.HIGH : Confidence.MEDIUM,
                List.of(new Evidence(
                        "called-by-others", "the caller is not the program's code, and holds nothing of it")),
                List.of(new Witness(sure ? Witness.Why.TASK : Witness.Why.PERHAPS_TASK, List.of())),
                List.of()));
    }

    /** The method waits on what it is given: the fault is that of who gives it. */
    private void given(
            WaitSite site,
            Witness.Call place,
            Wanted wanted,
            Confidence confidence,
            List<Evidence> evidence,
            List<Witness> witnesses) {
        List<Witness> here = witnesses.stream()
                .filter(witness -> witness.calls().contains(place))
                .toList();
        if (here.isEmpty()) {
            return;
        }
        State state = moments.at(place.caller(), place.at()).get(0);
        List<Value> operands = Moments.operands((Call) place.caller().code().at(place.at()), state);
        Value object = state.ofCallee(wanted.object(), operands);
        faults.add(new WaitFault(
                Kind.NOT_HELD,
                place.caller(),
                place.at(),
                object,
                object,
                site.on(),
                site.operation(),
                confidence,
                evidence,
                here,
                List.of(new WaitFault.Other(site.body(), site.at(), "is called on it"))));
    }

    /** Whether the code expects not to have it. */
    private static boolean isCaught(WaitSite site) {
        return site.body().code().handlers().stream()
                .anyMatch(handler ->
                        handler.covers(site.at()) && "java/lang/IllegalMonitorStateException".equals(handler.type()));
    }

    /** The methods in which a call that wakes fails: what they change is not told, and that is said already. */
    private Set<MethodInfo> failing() {
        Set<MethodInfo> failing = new LinkedHashSet<>();
        faults.stream()
                .filter(fault -> fault.kind() == Kind.NOT_HELD || fault.kind() == Kind.CONFUSED)
                .forEach(fault -> failing.add(fault.body().method()));
        return failing;
    }

    /** Handlers that go on where something was not held. */
    private void caught() {
        Set<MethodInfo> methods = new java.util.TreeSet<>(summaries.all().keySet());
        sites.forEach(site -> methods.add(site.body().method()));
        for (MethodInfo method : methods) {
            Body body = moments.body(method);
            if (body == null) {
                continue;
            }
            Set<Integer> told = new LinkedHashSet<>();
            for (Handler handler : body.code().handlers()) {
                if ("java/lang/IllegalMonitorStateException".equals(handler.type())
                        && mayThrow(body, handler)
                        && told.add(handler.target())) {
                    caught(body, handler.target());
                }
            }
        }
    }

    /** The calls that never return. */
    private BitSet endless(Body body) {
        BitSet endless = new BitSet();
        for (int at = 0; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof Call call) {
                List<MethodInfo> targets = summaries.graph().targets(call.kind(), call.method());
                endless.set(at, !targets.isEmpty() && targets.stream().noneMatch(MethodInfo::returns));
            }
        }
        return endless;
    }

    /** Whether anything is called there that may throw it: a release, a wait, a wake, or code that nobody knows. */
    private boolean mayThrow(Body body, Handler handler) {
        for (int at = handler.start(); at < handler.end(); at++) {
            if (body.code().at(at) instanceof Call call && mayThrow(call)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayThrow(Call call) {
        MethodInfo target = use.program().resolve(call.method());
        boolean isAccessor = target != null && target.isSynthetic() && target.isStatic();
        boolean isPlatform = ThrowModel.isPlatform(call.method().owner());
        return summaries.givesBack(call)
                || calls.operation(call.method()) != null
                || !isPlatform && !isAccessor && !use.isLockOperation(call.method());
    }

    /** Whether the exception is kept in a variable that is thrown somewhere. */
    private static boolean isThrownLater(Body body, int target) {
        Set<Integer> variables = new LinkedHashSet<>();
        for (int at = target; at < body.code().size() && at < target + 12; at++) {
            if (body.code().at(at) instanceof Copy copy
                    && copy.to() < body.code().locals()
                    && at > target) {
                variables.add(copy.to()); // not the handler's own, which stands first
            }
        }
        for (int at = 1; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof Throw
                    && body.code().at(at - 1) instanceof Copy copy
                    && variables.contains(copy.from())
                    && body.code().reachable(List.of(target), new BitSet()).get(at)) {
                return true;
            }
        }
        return false;
    }

    private void caught(Body body, int target) {
        if (isThrownLater(body, target)) {
            return;
        }
        BitSet reached = body.code().reachable(List.of(target), endless(body));
        boolean goesOn = reached.stream().anyMatch(at -> body.code().at(at) instanceof Return);
        boolean throwsOn = reached.stream().anyMatch(at -> body.code().at(at) instanceof Throw);
        if (goesOn) {
            faults.add(new WaitFault(
                    Kind.EXCEPTION_CAUGHT,
                    body,
                    target,
                    new Value.Caught(target),
                    null,
                    WaitModel.On.MONITOR,
                    null,
                    throwsOn ? Confidence.MEDIUM : Confidence.HIGH,
                    List.of(new Evidence("goes-on", "the handler lets the code go on")),
                    List.of(),
                    List.of()));
        }
    }

    // ---- loops -------------------------------------------------------------------------------------------

    private void loop(Waiter waiter, @Nullable Wanted wanted) {
        WaitSite site = waiter.site();
        Value object = site.receiver(site.states().get(0));
        if (!waiter.testedFirst()) {
            if (waiter.isTimed() && !isLongAndWoken(waiter)) {
                if (isForAnswer(waiter)) {
                    add(
                            Kind.NOT_IN_LOOP,
                            site,
                            object,
                            null,
                            Confidence.MEDIUM,
                            new Evidence(
                                    "made-to-wait-on",
                                    "the object was made for what is waited for, and isn't asked for it"),
                            List.of());
                } else {
                    ignored(waiter, object);
                }
                return;
            }
            if (wanted == null
                    || wanted.isPath() && wanted.isGiven(site.body().method().isStatic())
                    || !waiter.heldHere()
                    || waiters.isEndless(site)
                    || waiter.under().isEmpty() && waiter.outside().isEmpty() && waiters.isLoopedByCallers(waiter)
                    || waiters.startsOthersFirst(site, wanted)) {
                return;
            }
            boolean outside = !waiter.outside().isEmpty();
            Evidence evidence = outside
                    ? new Evidence("tested-outside", "what it waits for is tested before the lock is taken")
                    : new Evidence("not-tested-before", "nothing is tested before it waits");
            List<WaitFault.Other> others = waiter.outside().stream()
                    .limit(3)
                    .map(test -> new WaitFault.Other(site.body(), test, "tests without the lock"))
                    .toList();
            add(
                    Kind.UNCONDITIONAL,
                    site,
                    object,
                    null,
                    outside && !waiter.isTimed() ? Confidence.HIGH : Confidence.MEDIUM,
                    evidence,
                    others);
            return;
        }
        if (waiter.retested() || waiter.returnsAtOnce() && waiters.isLoopedByCallers(waiter)) {
            return;
        }
        boolean plain = !waiter.isTimed()
                && new Structure(site.body().code()).loopsAround(site.at()).isEmpty();
        Evidence evidence = waiter.isTimed()
                ? new Evidence("time-may-be-over", "it also ends early, or when the time is over")
                : new Evidence(
                        "may-end-early", "it may end though nothing has changed, or something has changed again");
        List<WaitFault.Other> others = waiter.under().stream()
                .limit(2)
                .map(test -> new WaitFault.Other(site.body(), test, "tests once"))
                .toList();
        add(Kind.NOT_IN_LOOP, site, object, null, plain ? Confidence.HIGH : Confidence.MEDIUM, evidence, others);
    }

    /** Whether the wait is no pause: it is limited to a second or more, others wake, and all tests are made without the lock. */
    private boolean isLongAndWoken(Waiter waiter) {
        WaitSite site = waiter.site();
        if (waiter.outside().isEmpty() || !waiter.under().isEmpty()) {
            return false;
        }
        String key = objects.key(site.receiver(site.states().get(0)), site.body());
        return site.isLong()
                && key != null
                && new Structure(site.body().code())
                        .loopsAround(site.at()).stream()
                                .limit(1)
                                .anyMatch(loop -> waiter.outside().stream()
                                        .anyMatch(test -> loop.body().get(test)
                                                && new Structure(site.body().code()).leaves(test, loop)))
                && sites.stream()
                        .anyMatch(other -> !other.operation().waits()
                                && key.equals(objects.key(
                                        other.receiver(other.states().get(0)), other.body())));
    }

    /** Whether the method made the object, of a class of the program, to wait on it for what others put there. */
    private boolean isForAnswer(Waiter waiter) {
        Value object = waiter.site().receiver(waiter.site().states().get(0));
        return object instanceof Value.Fresh fresh
                && use.program().classes().containsKey(fresh.type())
                && waiter.under().isEmpty()
                && waiter.outside().isEmpty()
                && !waiter.retested();
    }

    /** A wait of limited time for nothing in particular, whose answer is dropped. */
    private void ignored(Waiter waiter, Value object) {
        WaitSite site = waiter.site();
        boolean answers = !site.call().method().returnType().equals("V");
        boolean goesOn = !waiter.returnsAtOnce()
                || !site.body().method().ref().returnType().equals("V");
        boolean isAlone = waiter.under().isEmpty() && waiter.outside().isEmpty();
        if (answers && !Reads.isResultRead(site.body().code(), site.at()) && isAlone && goesOn && !waiter.retested()) {
            add(
                    Kind.RESULT_IGNORED,
                    site,
                    object,
                    null,
                    Confidence.MEDIUM,
                    new Evidence("nothing-tested", "neither the answer nor what it waits for is tested"),
                    List.of());
        }
    }

    private void add(
            Kind kind,
            WaitSite site,
            Value object,
            @Nullable Value lock,
            Confidence confidence,
            Evidence evidence,
            List<WaitFault.Other> others) {
        faults.add(new WaitFault(
                kind,
                site.body(),
                site.at(),
                object,
                lock,
                site.on(),
                site.operation(),
                confidence,
                List.of(evidence),
                List.of(),
                others));
    }
}
