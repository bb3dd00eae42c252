package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.LockOperation;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose duty it is. A hold that a method leaves or takes is judged by its known callers: all of them have to do their half. Without
 * callers, a counterpart of the same visibility that does little else makes the two a pair. What remains is a fault.
 */
public final class Ownership {
    private static final int SMALL = 60;
    private static final int DEEPEST = 6;
    private static final List<String> CLOSING = List.of("close", "stop", "shutdown", "destroy", "dispose", "terminate");

    private final Summaries summaries;

    private Ownership(Summaries summaries) {
        this.summaries = summaries;
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
        if (group.delta() > 0 && isGate(summary, group)) {
            evidence.add(new Evidence(
                    "may-pass-once", "nothing ever gives this lock back: it may let only the first one pass"));
            confidence = Confidence.LOW;
        }
        boolean releases =
                summary.flow().discharges().values().stream().anyMatch(sites -> sites.contains(group.site()));
        if (group.delta() > 0 && !releases && (closes(summary.method()) || isSealed(summary, group.lock()))) {
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

    private static boolean isDirectCall(Code code, int site, Summaries summaries) {
        return code.at(site) instanceof Call call && summaries.events().of(call.method()) != null;
    }

    /** Whether the instruction takes or gives back itself, or by a helper that is given the lock. */
    private boolean isDirect(Summary summary, int site) {
        Code code = summary.flow().code();
        if (isDirectCall(code, site, summaries)) {
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
        if (isDirectCall(summary.flow().code(), site, summaries)
                || !(summary.flow().code().at(site) instanceof Call call)) {
            return false;
        }
        for (MethodInfo target : summaries.graph().targets(call.kind(), call.method())) {
            Summary callee = summaries.all().get(target);
            if (callee == null
                    || callee.flow().applications().stream()
                            .anyMatch(application -> isDirectCall(callee.flow().code(), application.at(), summaries))) {
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

    /** @param callers those that don't do their half */
    private record Status(boolean fine, boolean keptByClass, boolean allWrong, List<Judged.CallerSite> callers) {
        static final Status FINE = new Status(true, false, false, List.of());
        static final Status KEPT = new Status(false, true, true, List.of());
        static final Status ENTRY = new Status(false, false, true, List.of());
    }

    private record Visit(MethodInfo method, Value lock, int delta) {}

    private Status status(Summary summary, Value lock, int delta, Set<Visit> seen, int depth) {
        MethodInfo method = summary.method();
        if (depth > DEEPEST || !seen.add(new Visit(method, lock, delta)) || isProtocol(method) || isLambda(method)) {
            return Status.FINE;
        }
        if (method.size() <= SMALL && hasCounterpart(summary, lock, delta)) {
            return Status.FINE;
        }
        if (!isCallersDuty(lock, method) && !(delta < 0 ? canBeHeld(summary, lock) : canBeGivenBack(summary, lock))) {
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
                    if (doesItsHalf(known, at, delta, seen, depth)) {
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
        return wrong.isEmpty() ? Status.FINE : new Status(false, false, right == 0, wrong);
    }

    /** Nobody known calls it. */
    private Status entry(Summary summary, Value lock, int delta) {
        boolean saysSo = summary.method().ref().name().endsWith("Locked"); // the convention for "caller must hold"
        if (delta < 0 && (saysSo || isGuard(summary.method()))) {
            return Status.FINE;
        }
        return isCallersDuty(lock, summary.method()) || delta > 0 && hasCounterpart(summary, lock, delta)
                ? Status.FINE
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

    private boolean doesItsHalf(Summary caller, int at, int delta, Set<Visit> seen, int depth) {
        if (delta < 0 && isVague(caller, at) && !caller.flow().underHold().containsKey(at)) {
            return !isReachedWithoutHold(caller.method(), new HashSet<>(), DEEPEST);
        }
        Map<Value, Open> passedUp = new TreeMap<>(Comparator.comparing(Value::toString));
        for (Open open : caller.open()) {
            if (open.site() == at
                    && Integer.signum(open.delta()) == Integer.signum(delta)
                    && open.end().isNormal()) {
                passedUp.putIfAbsent(open.lock(), open);
            }
        }
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
        return true;
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

    /**
     * Whether anybody can hold the lock when the method is called. A lock that its class makes and keeps is taken by those who read the
     * field; if none of them calls out to the method while it holds the lock, or leaves it held, nobody does.
     */
    private boolean canBeHeld(Summary summary, Value lock) {
        FieldRef field = fieldOf(lock);
        FieldInfo info = field == null ? null : summaries.program().field(field);
        if (field == null || info == null || info.isPublic() || !summaries.isOwn(field)) {
            return true;
        }
        for (Summary other : summaries.all().values()) {
            boolean leaves = other.open().stream().anyMatch(open -> open.delta() > 0 && isSameKind(open.lock(), lock));
            boolean gives = other.method().getter() != null
                    && field.equals(
                            summaries.program().resolve(other.method().getter().field()));
            if (leaves || gives || callsUnderHold(other, field, lock, summary.method())) {

                return true;
            }
        }
        return false;
    }

    /** Whether anybody else can give the lock back: not if its class keeps it and no method gives it back for its callers. */
    private boolean canBeGivenBack(Summary summary, Value lock) {
        FieldRef field = fieldOf(lock);
        FieldInfo info = field == null ? null : summaries.program().field(field);
        if (field == null || info == null || info.isPublic() || !summaries.isOwn(field)) {
            return true;
        }
        for (Summary other : summaries.all().values()) {
            boolean gives = other.method().getter() != null
                    && field.equals(
                            summaries.program().resolve(other.method().getter().field()));
            if (gives
                    || !other.equals(summary)
                            && (releasesForCallers(other, lock) || releasesForCallee(other, lock, summary.method()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the method gives back such a lock that the callee took for it. */
    private boolean releasesForCallee(Summary other, Value lock, MethodInfo callee) {
        for (Map.Entry<Integer, SortedSet<Integer>> release :
                other.flow().discharges().entrySet()) {
            boolean sameKind = other.flow().applications().stream()
                    .anyMatch(application ->
                            application.at() == release.getKey() && isSameKind(application.synchroniser(), lock));
            if (sameKind && release.getValue().stream().anyMatch(site -> isTakenBy(other, site, callee))) {
                return true;
            }
        }
        return false;
    }

    private boolean isTakenBy(Summary caller, int site, MethodInfo callee) {
        return !isDirectCall(caller.flow().code(), site, summaries)
                && caller.flow().code().at(site) instanceof Call call
                && summaries.graph().mayReach(call.kind(), call.method(), callee);
    }

    private static boolean releasesForCallers(Summary other, Value lock) {
        boolean releases = other.flow().applications().stream()
                .anyMatch(application -> application.delta() < 0 && isSameKind(application.synchroniser(), lock));
        for (End end : other.flow().ends()) {
            boolean below = end.balances().entrySet().stream()
                    .anyMatch(entry -> entry.getValue().count() < 0 && isSameKind(entry.getKey(), lock));
            if (below || releases && end.unsure().stream().anyMatch(unsure -> isSameKind(unsure, lock))) {
                return true;
            }
        }
        return false;
    }

    private boolean callsUnderHold(Summary holder, FieldRef field, Value lock, MethodInfo wanted) {
        boolean family = outermost(holder.method().ref().owner()).equals(outermost(field.owner()));
        for (Map.Entry<Integer, Set<Value>> entry : holder.flow().underHold().entrySet()) {
            boolean holds = entry.getValue().stream()
                    .anyMatch(held -> family && held instanceof Value.Returned || isSameKind(held, lock));
            if (holds
                    && holder.flow().code().at(entry.getKey()) instanceof Call call
                    && summaries.graph().mayReach(call.kind(), call.method(), wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether two names end in the same field, and the same half of it. */
    private static boolean isSameKind(Value a, Value b) {
        FieldRef field = fieldOf(a);
        boolean sameHalf =
                !(a instanceof Value.View one) || !(b instanceof Value.View two) || one.write() == two.write();
        return field != null && field.equals(fieldOf(b)) && sameHalf;
    }

    private static String outermost(String type) {
        int dollar = type.indexOf('$');
        return dollar < 0 ? type : type.substring(0, dollar);
    }

    private static @Nullable FieldRef fieldOf(Value lock) {
        if (lock instanceof Value.View view) {
            return fieldOf(view.lock());
        }
        return lock instanceof Value.Field field ? field.field() : null;
    }

    /** A method of the same family of classes that does the opposite, and little else. */
    private boolean hasCounterpart(Summary summary, Value lock, int delta) {
        for (Summary other : summaries.all().values()) {
            if (other.method().size() <= SMALL
                    && (summary.method().isConstructor()
                            || other.method().visibility() == summary.method().visibility())
                    && related(other.method(), summary.method())
                    && does(other, lock, -delta)) {
                return true;
            }
        }
        return false;
    }

    private boolean related(MethodInfo a, MethodInfo b) {
        String one = a.ref().owner();
        String two = b.ref().owner();
        return one.equals(two)
                || summaries.program().isSubtype(one, two)
                || summaries.program().isSubtype(two, one);
    }

    private static boolean does(Summary other, Value lock, int delta) {
        for (Open open : other.open()) {
            if (open.end().isNormal()
                    && Integer.signum(open.delta()) == Integer.signum(delta)
                    && open.lock().look().equals(lock.look())) {
                return true;
            }
        }
        return false;
    }

    /** An attempt whose answer is looked at, on a lock that nothing gives back. */
    private boolean isGate(Summary summary, Group group) {
        if (!(summary.flow().code().at(group.site()) instanceof Call call)
                || summaries.events().of(call.method()) != LockOperation.ATTEMPT) {
            return false;
        }
        for (Summary other : summaries.all().values()) {
            for (FlowResult.Application application : other.flow().applications()) {
                if (application.delta() < 0
                        && related(other.method(), summary.method())
                        && application.synchroniser().look().equals(group.lock().look())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** By the convention of names, the end of the object's life. */
    private static boolean closes(MethodInfo method) {
        String name = method.ref().name().toLowerCase(Locale.ROOT);
        return CLOSING.stream().anyMatch(name::contains);
    }

    /** Whether the write half is taken for good while other methods use the read half: the object is closed by it. */
    private boolean isSealed(Summary summary, Value lock) {
        if (!(lock instanceof Value.View view) || !view.write()) {
            return false;
        }
        boolean read = false;
        for (Summary other : summaries.all().values()) {
            if (!related(other.method(), summary.method())) {
                continue;
            }
            for (FlowResult.Application application : other.flow().applications()) {
                if (application.synchroniser().equals(lock) && application.delta() < 0) {
                    return false;
                }
                read |= application.synchroniser().equals(new Value.View(view.lock(), false));
            }
        }
        return read;
    }
}
