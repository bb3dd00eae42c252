package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.MakeLambda;
import dev.concurrencylint.code.Reads;
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
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Summaries;
import dev.concurrencylint.waiting.WaitFault.Kind;
import dev.concurrencylint.waiting.Waiters.Waiter;
import java.util.ArrayList;
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
        this.moments = summaries.moments();
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
            Answer answer = new Answer();
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
        Loops loops = new Loops(use, objects, waiters, sites);
        waiting.forEach((site, waiter) -> loops.judge(waiter).ifPresent(faults::add));
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
        faults.addAll(new Swallowed(summaries, use, moments, calls).judge(sites));
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
        Value object = site.object();
        String type = use.types().of(object, site.body());
        String owner = site.call().method().owner();
        String known = type != null && !type.equals("java/lang/Object") ? type : owner;
        if (!hasOwnWaits(known)
                || object.equals(new Value.Parameter(0))
                        && !site.body().method().isStatic()) {
            return false; // a class that is one may have a monitor of its own business
        }
        faults.add(WaitFault.of(
                Kind.CONFUSED,
                site,
                object,
                null,
                Confidence.HIGH,
                new Evidence("not-its-own-method", "the object has methods of its own to wait and to wake"),
                List.of()));
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
        Value object = site.object();
        String type = use.types().of(object, site.body());
        if (type == null || !use.program().isSubtype(type, "java/lang/Thread")) {
            return false;
        }
        boolean own = object.equals(new Value.Parameter(0))
                || object instanceof Value.Field field && Objects.isOuter(field.field());
        boolean joins = site.operation().waits()
                && new Structure(site.body().code())
                        .testsBefore(site.at()).stream().anyMatch(test -> isAliveAsked(site.body(), test, object));
        if (joins) {
            return true;
        }
        faults.add(WaitFault.of(
                Kind.ON_THREAD,
                site,
                object,
                null,
                own ? Confidence.LOW : Confidence.HIGH,
                new Evidence("thread-notifies", "the JDK waits on the object and wakes all when the thread ends"),
                List.of()));
        return !own;
    }

    private boolean isAliveAsked(Body body, int test, Value thread) {
        return moments.at(body, test).stream()
                .anyMatch(state -> Reads.of(body.code().at(test)).stream()
                        .filter(register -> register >= 0)
                        .anyMatch(register -> state.get(register)
                                .mentions(part -> part instanceof Value.Result result
                                        && result.method().name().equals("isAlive")
                                        && result.arguments().contains(thread))));
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
        Answer answer = new Answer();
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
        } else if (method.isPrivate() && answer.isOfCallersOnly()) {
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
                site.object(),
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
}
