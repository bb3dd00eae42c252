package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Whose duty it is. A hold that a method leaves or takes is judged by its known callers: all of them have to do their half. Without
 * callers, a counterpart of the same visibility that does little else makes the two a pair. What remains is a fault.
 */
public final class Ownership {
    private static final int DEEPEST = 6;

    private final Summaries summaries;
    private final Custody custody;
    private final Counterparts counterparts;

    private Ownership(Summaries summaries) {
        this.summaries = summaries;
        this.custody = new Custody(summaries);
        this.counterparts = new Counterparts(summaries);
    }

    /** All faults with what speaks for them, by method and place. */
    public static List<Judged> judge(Summaries summaries) {
        Ownership ownership = new Ownership(summaries);
        List<Judged> judged = new ArrayList<>();
        for (Summary summary : summaries.all().values()) {
            ownership.own(summary, judged);
            ownership.open(summary, judged);
        }
        return judged;
    }

    /** What decided about each hold that the method leaves or takes, as text for people. */
    public static String weigh(Summaries summaries, MethodInfo method) {
        Summary summary = summaries.all().get(method);
        if (summary == null) {
            return "";
        }
        Ownership ownership = new Ownership(summaries);
        Set<String> lines = new LinkedHashSet<>();
        for (Open open : summary.open()) {
            String change = open.delta() > 0 ? "left held: " : "given back: ";
            Status status = ownership.status(summary, open.lock(), open.delta(), new HashSet<>(), 0);
            lines.add("weighed " + open.lock() + ' ' + change + status.why() + '\n');
        }
        return String.join("", lines);
    }

    private void own(Summary summary, List<Judged> judged) {
        for (Fault fault : summary.faults()) {
            List<Evidence> evidence = new ArrayList<>();
            if (fault.kind() == Fault.Kind.RELEASED_NOT_HELD || fault.kind() == Fault.Kind.ATTEMPT_IGNORED) {
                evidence.add(new Evidence("acquired-in-method", "the method takes this lock itself"));
            } else {
                evidence.add(
                        new Evidence("released-elsewhere-in-method", "another way through the method gives it back"));
            }
            judged.add(new Judged(summary, fault, confidence(summary, fault, evidence), evidence, List.of()));
        }
    }

    private Confidence confidence(Summary summary, Fault fault, List<Evidence> evidence) {
        Confidence confidence = Confidence.HIGH;
        if (!fault.sure()) {
            evidence.add(new Evidence("assumes-exception", "a called method is assumed to throw"));
            confidence = Confidence.MEDIUM;
        }
        if (fault.conditional()) {
            evidence.add(new Evidence(
                    "conditional-callee",
                    "a called method does its half under a condition that the analysis can't tie to the other half"));
            return Confidence.LOW;
        }
        if (isFarAway(summary, fault.site())) {
            evidence.add(new Evidence("several-calls-away", "the lock is changed more than one call away"));
            return Confidence.LOW;
        }
        if (summary.flow().bounded()) {
            evidence.add(new Evidence("bound-reached", "the method has more ways than the analysis keeps apart"));
            confidence = Confidence.LOW;
        }
        return confidence;
    }

    // ---- what callers decide -----------------------------------------------------------------------------

    private record Group(Value lock, int delta, int site) {}

    private void open(Summary summary, List<Judged> judged) {
        if (isProtocol(summary.method()) || isLambda(summary.method())) {
            return;
        }
        Map<Group, List<End>> groups = new LinkedHashMap<>();
        for (Open open : summary.open()) {
            groups.computeIfAbsent(new Group(open.lock(), open.delta(), open.site()), k -> new ArrayList<>())
                    .add(open.end());
        }
        groups.forEach((group, ends) -> {
            End normal = ends.stream()
                    .filter(End::isNormal)
                    .min(Comparator.comparing(End::at))
                    .orElse(null);
            if (normal == null) {
                return;
            }
            if (group.delta() < 0) {
                judged(summary, group, normal, Fault.Kind.RELEASED_NOT_HELD, judged);
            } else if (!ends.stream().filter(End::isNormal).allMatch(Effects::handsOver)) {
                judged(summary, group, normal, Fault.Kind.NOT_RELEASED, judged);
            }
            if (group.delta() > 0) {
                gap(summary, group, ends, judged);
            }
        });
    }

    private void judged(Summary summary, Group group, End end, Fault.Kind kind, List<Judged> judged) {
        if (!isDirect(summary, group.site()) || isGiven(group.lock(), summary.method())) {
            return; // the callee that takes it, or the caller that gives it, is judged
        }
        if (group.delta() < 0 && !group.lock().isPath()) {
            return; // whoever gave the method this object may have taken its lock
        }
        Status status = status(summary, group.lock(), group.delta(), new HashSet<>(), 0);
        if (status.fine()) {
            return;
        }
        List<Evidence> evidence = new ArrayList<>();
        Confidence confidence;
        if (status.keptByClass()) {
            evidence.add(new Evidence(
                    "kept-by-class", "the lock never leaves its class, in which no other method does the other half"));
            confidence = end.assumptions().isEmpty() ? Confidence.HIGH : Confidence.MEDIUM;
        } else if (!status.callers().isEmpty()) {
            evidence.add(new Evidence("callers-do-not-match", "a known caller doesn't seem to do its half"));
            confidence = status.allWrong() ? Confidence.MEDIUM : Confidence.LOW;
        } else if (summaries.graph().overridesLibrary(summary.method())) {
            evidence.add(new Evidence("called-by-library", "a library calls the method without holding this lock"));
            confidence = end.assumptions().isEmpty() ? Confidence.HIGH : Confidence.MEDIUM;
        } else {
            evidence.add(new Evidence("no-known-caller", "no known caller and no counterpart does the other half"));
            confidence = Confidence.MEDIUM;
        }
        if (group.delta() > 0 && counterparts.isGate(summary, group.site(), group.lock())) {
            evidence.add(new Evidence(
                    "may-pass-once", "nothing ever gives this lock back: it may let only the first one pass"));
            confidence = Confidence.LOW;
        }
        boolean releases =
                summary.flow().discharges().values().stream().anyMatch(sites -> sites.contains(group.site()));
        if (group.delta() > 0
                && !releases
                && (Counterparts.closes(summary.method()) || counterparts.isSealed(summary, group.lock()))) {
            evidence.add(new Evidence("may-close-for-good", "the lock may be taken for good, to shut others out"));
            confidence = Confidence.LOW;
        }
        Fault fault = new Fault(
                kind, group.lock(), group.site(), end, end.assumptions().isEmpty(), false);
        judged.add(new Judged(summary, fault, confidence, evidence, status.callers()));
    }

    /** The gap of a hand-over: an exception leaves before anybody else is responsible. */
    private void gap(Summary summary, Group group, List<End> ends, List<Judged> judged) {
        End exceptional = ends.stream()
                .filter(end -> !end.isNormal())
                .min(Comparator.comparing((End end) -> end.assumptions().size()).thenComparing(End::at))
                .orElse(null);
        if (exceptional == null || !isDirect(summary, group.site()) || callersCatch(summary)) {
            return;
        }
        for (Judged other : judged) {
            if (other.summary().method().equals(summary.method())
                    && other.fault().site() == group.site()) {
                return; // one fault, one finding
            }
        }
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence("gap-in-hand-over", "callers that are to give it back never learn that it is held"));
        Fault fault = new Fault(
                Fault.Kind.NOT_RELEASED_ON_EXCEPTION,
                group.lock(),
                group.site(),
                exceptional,
                exceptional.assumptions().isEmpty(),
                false);
        Confidence confidence = confidence(summary, fault, evidence);
        if (!fault.sure()) {
            confidence = Confidence.LOW; // an assumed exception in an assumed hand-over
        }
        judged.add(new Judged(summary, fault, confidence, evidence, List.of()));
    }

    /** Whether some caller makes the call inside a try whose handler gives something back. */
    private boolean callersCatch(Summary summary) {
        for (MethodInfo caller : summaries.graph().callers(summary.method())) {
            Summary known = summaries.all().get(caller);
            if (known == null) {
                continue;
            }
            Code code = known.flow().code();
            for (int at = 0; at < code.size(); at++) {
                if (code.at(at) instanceof Call call && mayCall(call, summary.method()) && isCaught(known, at)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isCaught(Summary caller, int at) {
        for (Instruction.Handler handler : caller.flow().code().handlers()) {
            if (handler.covers(at)) {
                for (FlowResult.Application application : caller.flow().applications()) {
                    if (application.delta() < 0 && application.at() >= handler.target()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean mayCall(Call call, MethodInfo method) {
        return summaries.graph().mayRun(call.kind(), call.method(), method);
    }

    /** Whether some way leads from an entry point to the method on which no caller holds anything. */
    private boolean isReachedWithoutHold(MethodInfo method, Set<MethodInfo> seen, int depth) {
        SortedSet<MethodInfo> callers = summaries.graph().callers(method);
        if (callers.isEmpty() || summaries.graph().overridesLibrary(method)) {
            return true;
        }
        if (depth == 0 || !seen.add(method)) {
            return false;
        }
        for (MethodInfo caller : callers) {
            Summary known = summaries.all().get(caller);
            if ((known == null || callsWithoutHold(known, method)) && isReachedWithoutHold(caller, seen, depth - 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean callsWithoutHold(Summary caller, MethodInfo callee) {
        Code code = caller.flow().code();
        for (int at = 0; at < code.size(); at++) {
            if (code.at(at) instanceof Call call
                    && !caller.flow().underHold().containsKey(at)
                    && summaries.graph().mayRun(call.kind(), call.method(), callee)) {
                return true;
            }
        }
        return false;
    }

    private boolean isVague(Summary caller, int at) {
        return caller.flow().code().at(at) instanceof Call call
                && summaries.graph().targets(call.kind(), call.method()).size() != 1;
    }

    /** Whether the instruction takes or gives back itself, or by a helper that is given the lock. */
    private boolean isDirect(Summary summary, int site) {
        Code code = summary.flow().code();
        if (summaries.isOperation(code, site)) {
            return true;
        }
        if (!(code.at(site) instanceof Call call)) {
            return false;
        }
        List<MethodInfo> targets = summaries.graph().targets(call.kind(), call.method());
        Summary helper = targets.size() == 1 ? summaries.all().get(targets.get(0)) : null;
        return helper != null && helper.open().stream().anyMatch(open -> isGiven(open.lock(), helper.method()));
    }

    /** Whether the instruction is a call of something that leaves the work to yet another method. */
    private boolean isFarAway(Summary summary, int site) {
        if (summaries.isOperation(summary.flow().code(), site)
                || !(summary.flow().code().at(site) instanceof Call call)) {
            return false;
        }
        for (MethodInfo target : summaries.graph().targets(call.kind(), call.method())) {
            Summary callee = summaries.all().get(target);
            if (callee == null
                    || callee.flow().applications().stream()
                            .anyMatch(application ->
                                    summaries.isOperation(callee.flow().code(), application.at()))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the lock is, or belongs to, a parameter other than the receiver. */
    private static boolean isGiven(Value lock, MethodInfo method) {
        return lock.mentions(
                part -> part instanceof Value.Parameter parameter && (parameter.index() > 0 || method.isStatic()));
    }

    /** Whether the class is a lock and the method its operation: then it is the protocol, not a user of it. */
    private boolean isProtocol(MethodInfo method) {
        ClassInfo owner = summaries.program().find(method.ref().owner());
        return owner != null && summaries.events().implementsProtocol(owner, method.ref());
    }

    private boolean isLambda(MethodInfo method) {
        return !summaries.graph().makers(method).isEmpty();
    }

    // ---- the callers' half -------------------------------------------------------------------------------

    /**
     * Whether somebody does the other half.
     *
     * @param callers those that don't do their half
     * @param why what decided, in words
     */
    private record Status(
            boolean fine, boolean keptByClass, boolean allWrong, List<Judged.CallerSite> callers, String why) {
        static final Status KEPT = new Status(false, true, true, List.of(), "nobody outside the class has the lock");
        static final Status ENTRY = new Status(false, false, true, List.of(), "nobody known calls the method");

        static Status fine(String why) {
            return new Status(true, false, false, List.of(), why);
        }
    }

    private record Visit(MethodInfo method, Value lock, int delta) {}

    private Status status(Summary summary, Value lock, int delta, Set<Visit> seen, int depth) {
        MethodInfo method = summary.method();
        if (depth > DEEPEST || !seen.add(new Visit(method, lock, delta))) {
            return Status.fine("the callers are too many levels up");
        }
        if (isProtocol(method) || isLambda(method)) {
            return Status.fine("a lock's own operation, or a lambda's body");
        }
        if (Counterparts.isSmall(method) && counterparts.has(summary, lock, delta)) {
            return Status.fine("a small method of the same visibility does the other half");
        }
        if (!isCallersDuty(lock, method)
                && !(delta < 0 ? custody.canBeHeld(summary, lock) : custody.canBeGivenBack(summary, lock))) {
            return Status.KEPT;
        }
        if (method.isConstructor() && isOfThis(lock)) {
            return Status.KEPT;
        }
        SortedSet<MethodInfo> callers = summaries.graph().callers(method);
        callers.remove(method);
        if (callers.isEmpty()) {
            return entry(summary, lock, delta);
        }
        List<Judged.CallerSite> wrong = new ArrayList<>();
        int right = 0;
        for (MethodInfo caller : callers) {
            Summary known = summaries.all().get(caller);
            if (known != null) {
                for (int at : sites(known, method)) {
                    if (doesItsHalf(known, at, lock, delta, seen, depth)) {
                        right++;
                    } else {
                        wrong.add(new Judged.CallerSite(known, at));
                    }
                }
            }
        }
        if (right == 0 && wrong.isEmpty() && summaries.graph().overridesLibrary(method)) {
            return entry(summary, lock, delta);
        }
        return wrong.isEmpty()
                ? Status.fine("every known caller does its half")
                : new Status(false, false, right == 0, wrong, wrong.size() + " calls do not do their half");
    }

    /** Nobody known calls it. */
    private Status entry(Summary summary, Value lock, int delta) {
        boolean saysSo = summary.method().ref().name().endsWith("Locked"); // the convention for "caller must hold"
        if (delta < 0 && (saysSo || isGuard(summary.method()))) {
            return Status.fine("the method is named for callers that hold the lock, or closes a guard");
        }
        if (isCallersDuty(lock, summary.method())) {
            return Status.fine("unknown callers give the method this lock");
        }
        return delta > 0 && counterparts.has(summary, lock, delta)
                ? Status.fine("a related method does the other half")
                : Status.ENTRY;
    }

    /** Closing is how a guard gives back what was taken when, or before, it was made. */
    private boolean isGuard(MethodInfo method) {
        return method.ref().name().equals("close")
                && method.ref().parameterCount() == 0
                && summaries.program().isSubtype(method.ref().owner(), "java/lang/AutoCloseable");
    }

    /** A lock of the object under construction: no caller has it. */
    private static boolean isOfThis(Value lock) {
        Value path = lock instanceof Value.View view ? view.lock() : lock;
        return path instanceof Value.Field field && new Value.Parameter(0).equals(field.object());
    }

    private List<Integer> sites(Summary caller, MethodInfo callee) {
        List<Integer> sites = new ArrayList<>();
        Code code = caller.flow().code();
        for (int at = 0; at < code.size(); at++) {
            if (code.at(at) instanceof Call call && mayCall(call, callee)) {
                sites.add(at);
            }
        }
        return sites;
    }

    private static boolean mayHold(Summary caller, int at) {
        return caller.flow().applications().stream()
                .anyMatch(application -> application.at() == at && application.held());
    }

    private boolean isOfFresh(Value lock) {
        Value path = lock instanceof Value.View view ? view.lock() : lock;
        return path instanceof Value.Field field
                && field.object() instanceof Value.Fresh
                && summaries.isOwn(field.field());
    }

    /** @param lock the callee's name of what it leaves or takes */
    private boolean doesItsHalf(Summary caller, int at, Value lock, int delta, Set<Visit> seen, int depth) {
        if (delta < 0 && isVague(caller, at) && !caller.flow().underHold().containsKey(at)) {
            List<MethodInfo> takers = custody.takers(lock);
            return takers != null && leadsTo(caller.method(), takers, new HashSet<>(), DEEPEST)
                    || !isReachedWithoutHold(caller.method(), new HashSet<>(), DEEPEST);
        }
        Map<Value, Open> passedUp = passedUp(caller, at, delta);
        for (Open open : passedUp.values()) {
            if (delta > 0 && Effects.handsOver(open.end())) {
                continue;
            }
            if (delta < 0 && isOfFresh(open.lock())) {
                return false; // just made: nobody has taken its locks
            }
            if (delta < 0 && !open.lock().isPath() && !mayHold(caller, at)) {
                return false; // a lock of its own choosing, which it has not taken
            }
            if (open.lock().isPath()
                    && !status(caller, open.lock(), delta, seen, depth + 1).fine()) {
                return false;
            }
        }
        if (!passedUp.isEmpty() || caller.flow().bounded()) {
            return true;
        }
        return delta > 0 ? mayGiveBack(caller, at, lock) : !takesWithoutHold(caller, at);
    }

    private static Map<Value, Open> passedUp(Summary caller, int at, int delta) {
        Map<Value, Open> passedUp = new TreeMap<>(Comparator.comparing(Value::toString));
        for (Open open : caller.open()) {
            if (open.site() == at
                    && Integer.signum(open.delta()) == Integer.signum(delta)
                    && open.end().isNormal()) {
                passedUp.putIfAbsent(open.lock(), open);
            }
        }
        return passedUp;
    }

    /** Whether the caller gives back what the call took, or leads to, or is called by, something that gives back such a lock. */
    private boolean mayGiveBack(Summary caller, int at, Value lock) {
        for (SortedSet<Integer> sites : caller.flow().discharges().values()) {
            if (sites.contains(at)) {
                return true;
            }
        }
        List<MethodInfo> givers = custody.givers(lock);
        return givers == null || leadsTo(caller.method(), givers, new HashSet<>(), DEEPEST);
    }

    /** Whether the method calls one of the others within a few calls, or one of its callers does. */
    private boolean leadsTo(MethodInfo method, List<MethodInfo> wanted, Set<MethodInfo> seen, int depth) {
        if (wanted.isEmpty() || depth == 0 || !seen.add(method)) {
            return false;
        }
        for (CallSite site : method.calls()) {
            for (MethodInfo one : wanted) {
                if (summaries.graph().mayReach(site.kind(), site.method(), one)) {
                    return true;
                }
            }
        }
        for (MethodInfo caller : summaries.graph().callers(method)) {
            if (leadsTo(caller, wanted, seen, depth - 1)) {
                return true;
            }
        }
        return wanted.contains(method);
    }

    private static boolean takesWithoutHold(Summary caller, int at) {
        List<FlowResult.Application> here = caller.flow().applications().stream()
                .filter(application -> application.at() == at && application.delta() < 0)
                .toList();
        return !here.isEmpty() && here.stream().noneMatch(FlowResult.Application::held);
    }

    /** A lock that the method is given is the business of whoever gives it. */
    private static boolean isCallersDuty(Value lock, MethodInfo method) {
        return !lock.isPath()
                || lock.mentions(part ->
                        part instanceof Value.Parameter parameter && (parameter.index() > 0 || method.isStatic()))
                || lock instanceof Value.Parameter
                || lock.mentions(Ownership::isCaptured);
    }

    /** The outer object or a captured variable of an inner class: whoever made the object may hold it. */
    private static boolean isCaptured(Value part) {
        return part instanceof Value.Field field
                && (field.field().name().startsWith("this$")
                        || field.field().name().startsWith("val$"));
    }
}
