package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.LockKind;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.MethodInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The callers' half: whether those who call a method give back what it leaves held, or hold what it gives back. */
final class Callers {
    private static final int DEEPEST = 6;

    private final Summaries summaries;
    private final Custody custody;
    private final GuardTypes guards;
    private final GottenLocks gotten;
    private final Counterparts counterparts;
    private final Brackets brackets;

    Callers(Summaries summaries, Counterparts counterparts) {
        this.summaries = summaries;
        this.custody = new Custody(summaries);
        this.guards = new GuardTypes(summaries, custody);
        this.gotten = new GottenLocks(summaries, custody);
        this.brackets = new Brackets(summaries, custody);
        this.counterparts = counterparts;
    }

    /**
     * Whether somebody does the other half.
     *
     * @param isPair whether it is the half of a pair, whoever calls it
     * @param callers those that don't do their half
     * @param why what decided, in words
     */
    record Status(
            boolean fine,
            boolean isPair,
            boolean keptByClass,
            boolean allWrong,
            List<Judged.CallerSite> callers,
            String why) {
        static final Status PAIR = new Status(
                true, true, false, false, List.of(), "a small method of the same visibility does the other half");
        static final Status KEPT =
                new Status(false, false, true, true, List.of(), "nobody outside the class has the lock");
        static final Status UNSHARED =
                new Status(false, false, false, true, List.of(), "nobody else does its half with a lock from there");
        static final Status ENTRY = new Status(false, false, false, true, List.of(), "nobody known calls the method");

        static Status fine(String why) {
            return new Status(true, false, false, false, List.of(), why);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Status that
                            && fine == that.fine
                            && isPair == that.isPair
                            && keptByClass == that.keptByClass
                            && allWrong == that.allWrong
                            && callers.equals(that.callers)
                            && why.equals(that.why);
        }

        @Override
        public int hashCode() {
            int hash = Boolean.hashCode(fine);
            hash = 31 * hash + Boolean.hashCode(isPair);
            hash = 31 * hash + Boolean.hashCode(keptByClass);
            hash = 31 * hash + Boolean.hashCode(allWrong);
            hash = 31 * hash + callers.hashCode();
            hash = 31 * hash + why.hashCode();
            return hash;
        }
    }

    /** Whether the method exchanges one lock for the other for some caller, which holds the one and gives back the other without having taken it. */
    boolean isExchangeForCallers(Summary summary, Value given, Value taken) {
        LockKind before = custody.kind(summary, given);
        LockKind after = custody.kind(summary, taken);
        for (MethodInfo caller : summaries.graph().callers(summary.method())) {
            Summary known = summaries.all().get(caller);
            if (known != null
                    && custody.releasesWithoutTaking(known, after)
                    && sites(known, summary.method()).stream()
                            .anyMatch(at -> custody.mayHold(known, at, before, summary))) {
                return true;
            }
        }
        return false;
    }

    private record Visit(MethodInfo method, Value lock, int delta) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Visit that
                            && delta == that.delta
                            && method.equals(that.method)
                            && lock.equals(that.lock);
        }

        @Override
        public int hashCode() {
            return (method.hashCode() * 31 + lock.hashCode()) * 31 + delta;
        }
    }

    Status status(Summary summary, Value lock, int delta) {
        return status(summary, lock, delta, new HashSet<>(), 0);
    }

    private Status status(Summary summary, Value lock, int delta, Set<Visit> seen, int depth) {
        MethodInfo method = summary.method();
        if (depth > DEEPEST || !seen.add(new Visit(method, lock, delta))) {
            return Status.fine("the callers are too many levels up");
        }
        if (summaries.isProtocol(method)) {
            return Status.fine("a lock's own operation");
        }
        if (summaries.isLambda(method)) {
            return lambda(summary, lock, delta);
        }
        SortedSet<MethodInfo> callers = summaries.graph().callers(method);
        callers.remove(method);
        if (delta < 0 && isGuard(method) && !custody.kind(summary, lock).own()) {
            return Status.fine("closing a guard gives back what it was given");
        }
        if (delta < 0 && guards.isOfGuard(summary, lock)) {
            return Status.fine("it gives back what was taken before its object was handed out");
        }
        boolean pair = Counterparts.isSmall(method) && counterparts.has(summary, lock, delta);
        if (pair && (callers.isEmpty() || !counterparts.isTaken(summary, lock, delta))) {
            return Status.PAIR;
        }
        if (isMadeHere(lock) && delta < 0) {
            return Status.KEPT;
        }
        if (gotten.areOfOneMethod(summary, lock, delta)) {
            return Status.UNSHARED;
        }
        if (!isCallersDuty(summary, lock)
                && !(delta < 0 ? custody.canBeHeld(summary, lock) : custody.canBeGivenBack(summary, lock))) {
            return Status.KEPT;
        }
        if (method.isConstructor() && isOfThis(lock)) {
            return Status.KEPT;
        }
        if (callers.isEmpty()) {
            return entry(summary, lock, delta);
        }
        boolean anybody = custody.isAnybody(summary, lock, delta);
        List<Judged.CallerSite> wrong = new ArrayList<>();
        @Nullable MethodInfo right = null;
        boolean seenRight = false;
        boolean surelyWrong = false;
        for (MethodInfo caller : callers) {
            Summary known = summaries.all().get(caller);
            if (known != null) {
                for (int at : sites(known, method)) {
                    if (anybody && doesItsHalf(known, at, summary, lock, delta, seen, depth)) {
                        right = right == null ? caller : right;
                        seenRight |= isSeen(known, at, summary, lock, delta);
                    } else {
                        wrong.add(new Judged.CallerSite(known, at));
                        surelyWrong |= !isVague(known, at);
                    }
                }
            }
        }
        if (right == null && wrong.isEmpty() && summaries.graph().overridesLibrary(method)) {
            return entry(summary, lock, delta);
        }
        return wrong.isEmpty()
                ? Status.fine("every known caller does its half")
                : new Status(
                        false,
                        false,
                        false,
                        right == null || delta < 0 && surelyWrong && !seenRight && isOfOneField(lock),
                        wrong,
                        wrong.size() + " calls do not do their half"
                                + (right == null ? "" : ", but those of " + right + " seem to"));
    }

    /** Nobody sees who runs a lambda's body; but a lock that its class keeps is nobody else's business. */
    private Status lambda(Summary summary, Value lock, int delta) {
        boolean possible = isCallersDuty(summary, lock)
                || custody.isChangedByMaker(summary, lock, -delta)
                || (delta > 0
                        ? custody.canBeGivenBack(summary, lock)
                        : custody.canBeHeld(summary, lock) || custody.isUnknownRunUnderHold(summary, lock));
        return possible ? Status.fine("a lambda's body") : Status.KEPT;
    }

    /** Whether the caller's own code shows that it does its half, or the caller's callers may do it. */
    private boolean isSeen(Summary caller, int at, Summary callee, Value lock, int delta) {
        return delta < 0
                ? custody.mayHold(caller, at, custody.kind(callee, lock), callee)
                : caller.flow().discharges().values().stream().anyMatch(sites -> sites.contains(at));
    }

    /** Nobody known calls it. */
    private Status entry(Summary summary, Value lock, int delta) {
        boolean saysSo = summary.method().ref().name().endsWith("Locked"); // the convention for "caller must hold"
        if (delta < 0 && (saysSo || isGuard(summary.method()))) {
            return Status.fine("the method is named for callers that hold the lock, or closes a guard");
        }
        if (isCallersDuty(summary, lock)) {
            return Status.fine("unknown callers give the method this lock");
        }
        if (delta > 0 && custody.isHandedOut(summary, lock)) {
            return Status.fine("whoever calls is answered the lock");
        }
        boolean oneOfMany = !lock.isPath() && custody.isOneOfOwn(summary, lock);
        return delta > 0 && counterparts.has(summary, lock, delta)
                        || oneOfMany && custody.isAnybody(summary, lock, delta)
                ? Status.fine("a related method does the other half")
                : Status.ENTRY;
    }

    /** Whether the name is so short that it hardly stands for a lock that is known under another one. */
    private static boolean isOfOneField(Value lock) {
        return lock.synchroniser() instanceof Value.Field field
                && (field.object() == null || field.object() instanceof Value.Parameter);
    }

    private static boolean isMadeHere(Value lock) {
        return lock.synchroniser() instanceof Value.Fresh;
    }

    /** Closing is how a guard gives back what was taken when, or before, it was made. */
    private boolean isGuard(MethodInfo method) {
        return method.ref().name().equals("close")
                && method.ref().parameterCount() == 0
                && summaries.program().isSubtype(method.ref().owner(), "java/lang/AutoCloseable");
    }

    /** A lock of the object under construction: no caller has it. */
    private static boolean isOfThis(Value lock) {
        Value path = lock.synchroniser();
        return path instanceof Value.Field field && new Value.Parameter(0).equals(field.object());
    }

    private List<Integer> sites(Summary caller, MethodInfo callee) {
        List<Integer> sites = new ArrayList<>();
        Code code = caller.flow().code();
        for (int at = 0; at < code.size(); at++) {
            if (code.at(at) instanceof Call call && summaries.graph().mayRun(call.kind(), call.method(), callee)) {
                sites.add(at);
            }
        }
        return sites;
    }

    /** Whether the lock is one of an array that the class keeps to itself. */
    boolean isOneOfOwn(Summary summary, Value lock) {
        return custody.isOneOfOwn(summary, lock);
    }

    /** Whether the names in two methods end in different fields, or in different halves of one. */
    boolean areOthers(Summary caller, Value a, Summary callee, Value b) {
        LockKind one = custody.kind(caller, a);
        LockKind two = custody.kind(callee, b);
        return one.field() != null && two.field() != null && !summaries.isLike(one, two);
    }

    /** @param lock the callee's name of what it leaves or takes */
    private boolean doesItsHalf(
            Summary caller, int at, Summary callee, Value lock, int delta, Set<Visit> seen, int depth) {
        LockKind kind = custody.kind(callee, lock);
        if (delta < 0 && brackets.around(caller, at, callee.method(), kind)) {
            return false;
        }
        if (delta < 0 && isVague(caller, at) && !custody.mayHold(caller, at, kind, callee)) {
            List<MethodInfo> takers = custody.takers(kind);
            return takers != null && leadsTo(caller.method(), takers, new HashSet<>(), DEEPEST)
                    || !isReachedWithoutHold(caller.method(), callee, kind, new HashSet<>(), DEEPEST);
        }
        if (delta > 0 && custody.isHandedOut(callee, lock) && isResultUsed(caller, at)) {
            return true;
        }
        Map<Value, Open> passedUp = passedUp(caller, at, callee, lock, delta);
        for (Open open : passedUp.values()) {
            if (delta > 0 && leavesInAnswer(caller, open.end(), open.lock())) {
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
        return delta > 0 ? mayGiveBack(caller, at, kind) : !takesWithoutHold(caller, at);
    }

    /** Whether the hold may leave in an object that is returned. */
    boolean leavesInAnswer(Summary summary, End end, Value lock) {
        return HandOver.isPossible(summary.flow(), end, lock) && guards.mayLeaveIn(end.returned(), summary, lock)
                || guards.isAnsweredGuard(end.returned(), summary, lock);
    }

    private Map<Value, Open> passedUp(Summary caller, int at, Summary callee, Value lock, int delta) {
        Map<Value, Open> passedUp = new TreeMap<>(Comparator.comparing(Value::toString));
        boolean returns = caller.flow().ends().stream().anyMatch(End::isNormal);
        for (Open open : caller.open()) {
            if (open.site() == at
                    && Integer.signum(open.delta()) == Integer.signum(delta)
                    && open.end().isNormal() == returns
                    && !areOthers(caller, open.lock(), callee, lock)) {
                passedUp.putIfAbsent(open.lock(), open);
            }
        }
        return passedUp;
    }

    private static boolean isResultUsed(Summary caller, int at) {
        return caller.flow().code().at(at) instanceof Call call && call.resultUsed();
    }

    private static boolean mayHold(Summary caller, int at) {
        return caller.flow().applications().stream()
                .anyMatch(application -> application.at() == at && application.held());
    }

    private boolean isOfFresh(Value lock) {
        Value path = lock.synchroniser();
        return path instanceof Value.Field field
                && field.object() instanceof Value.Fresh
                && summaries.isOwn(field.field());
    }

    /** Whether the caller gives back what the call took, or leads to, or is called by, something that gives back such a lock. */
    private boolean mayGiveBack(Summary caller, int at, LockKind lock) {
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

    private boolean isVague(Summary caller, int at) {
        return caller.flow().code().at(at) instanceof Call call
                && summaries.graph().targets(call.kind(), call.method()).size() != 1;
    }

    /** Whether some way leads from an entry point to the method on which no caller holds anything. */
    private boolean isReachedWithoutHold(
            MethodInfo method, Summary judged, LockKind lock, Set<MethodInfo> seen, int depth) {
        SortedSet<MethodInfo> callers = summaries.graph().callers(method);
        if (callers.isEmpty() || summaries.graph().overridesLibrary(method)) {
            return true;
        }
        if (depth == 0) {
            return true; // nobody holds such a lock as far up as this
        }
        if (!seen.add(method)) {
            return false;
        }
        for (MethodInfo caller : callers) {
            Summary known = summaries.all().get(caller);
            if ((known == null || callsWithoutHold(known, method, judged, lock))
                    && isReachedWithoutHold(caller, judged, lock, seen, depth - 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean callsWithoutHold(Summary caller, MethodInfo callee, Summary judged, LockKind lock) {
        Code code = caller.flow().code();
        for (int at = 0; at < code.size(); at++) {
            if (code.at(at) instanceof Call call
                    && !custody.mayHold(caller, at, lock, judged)
                    && summaries.graph().mayRun(call.kind(), call.method(), callee)) {
                return true;
            }
        }
        return false;
    }

    /** A lock that the method is given is the business of whoever gives it. */
    private boolean isCallersDuty(Summary summary, Value lock) {
        if (custody.isOneOfOwn(summary, lock)) {
            return false;
        }
        MethodInfo method = summary.method();
        return !lock.isPath()
                || lock.mentions(part ->
                        part instanceof Value.Parameter parameter && (parameter.index() > 0 || method.isStatic()))
                || lock instanceof Value.Parameter
                || lock.mentions(Callers::isCaptured);
    }

    /** The outer object or a captured variable of an inner class: whoever made the object may hold it. */
    private static boolean isCaptured(Value part) {
        return part instanceof Value.Field field
                && (field.field().name().startsWith("this$")
                        || field.field().name().startsWith("val$"));
    }
}
