package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.LockKind;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.Protocol;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose duty it is. A hold that a method leaves or takes is judged by its known callers: all of them have to do their half. Without
 * callers, a counterpart of the same visibility that does little else makes the two a pair. What remains is a fault.
 */
public final class Ownership {
    static final Evidence BEHIND_A_WRITER =
            new Evidence("waits-behind-a-writer", "a second reader waits only if a writer comes in between");

    private static final Comparator<End> LIKELIEST =
            Comparator.comparing((End end) -> end.assumptions().size()).thenComparing(End::at);

    private final Summaries summaries;
    private final Callers callers;
    private final Counterparts counterparts;
    private final PermitOwnership permits;
    private final LateReleases late;
    private final StandIns standIns;
    private final Unseen unseen;

    private Ownership(Summaries summaries) {
        this.summaries = summaries;
        this.counterparts = new Counterparts(summaries);
        this.callers = new Callers(summaries, counterparts);
        this.late = new LateReleases(summaries);
        this.standIns = new StandIns(summaries);
        this.unseen = new Unseen(summaries);
        this.permits = new PermitOwnership(summaries, new Custody(summaries), late, this::callersCatch);
    }

    /** All faults with what speaks for them, by method and place. */
    public static List<Judged> judge(Summaries summaries) {
        Ownership ownership = new Ownership(summaries);
        List<Judged> judged = new ArrayList<>();
        for (Summary summary : summaries.all().values()) {
            ownership.own(summary, judged);
            ownership.open(summary, judged);
            ownership.late(summary, judged);
        }
        judged.addAll(new Upgrades(summaries).judge());
        return Confusion.told(judged).stream()
                .map(one -> ownership.withStamp(one))
                .toList();
    }

    private Judged withStamp(Judged judged) {
        Summary summary = judged.summary();
        boolean stamped =
                summaries.isStamped(summary.flow().code(), judged.fault().site());
        return stamped
                ? new Judged(
                        summary, judged.fault().ofStamp(), judged.confidence(), judged.evidence(), judged.callers())
                : judged;
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
            Callers.Status status = ownership.callers.status(summary, open.lock(), open.delta());
            lines.add("weighed " + open.lock() + ' ' + change + status.why() + '\n');
        }
        return String.join("", lines);
    }

    private void own(Summary summary, List<Judged> judged) {
        for (Fault fault : summary.faults()) {
            if (fault.kind() == Fault.Kind.ATTEMPT_IGNORED && isItsOwn(summary, fault.lock())) {
                continue;
            }
            if (fault.protocol() == Protocol.PERMIT) {
                Judged one = permits.own(summary, fault);
                if (one != null) {
                    judged.add(one);
                }
                continue;
            }
            List<Evidence> evidence = new ArrayList<>();
            if (fault.kind() == Fault.Kind.WRONG_ONE_RELEASED) {
                Value held = Confusion.heldInstead(summary, fault);
                if (held != null && callers.isExchangeForCallers(summary, fault.lock(), held)) {
                    continue; // a lock that is downgraded for its callers
                }
                evidence.add(Confusion.EVIDENCE);
            } else if (fault.kind() == Fault.Kind.TAKEN_AGAIN) {
                evidence.add(new Evidence("held-by-itself", "the method holds the lock, or its other half, itself"));
            } else if (fault.across() != null) {
                judged.add(across(summary, fault, fault.across()));
                continue;
            } else if (fault.kind() == Fault.Kind.WRONG_STAMP || fault.kind() == Fault.Kind.NEVER_VALIDATED) {
                evidence.add(new Evidence("stamp-followed", "the stamp was followed from where it was made"));
            } else if (fault.kind() == Fault.Kind.RELEASED_NOT_HELD || fault.kind() == Fault.Kind.ATTEMPT_IGNORED) {
                evidence.add(new Evidence("acquired-in-method", "the method takes this lock itself"));
            } else {
                evidence.add(givenBackElsewhere(summary, fault));
            }
            judged.add(new Judged(summary, fault, confidence(summary, fault, evidence), evidence, List.of()));
        }
    }

    /** Whether a lock asks itself in one of its operations: how that ends, the lock knows. */
    private boolean isItsOwn(Summary summary, Value lock) {
        return summaries.isProtocol(summary.method())
                && !summary.method().isStatic()
                && lock.synchroniser().equals(new Value.Parameter(0));
    }

    /** The lock goes to another thread; the places are those where that gives it back. */
    private Judged across(Summary summary, Fault fault, FlowResult.Across across) {
        List<Judged.CallerSite> releases = new ArrayList<>();
        for (Summary other : summaries.all().values()) {
            if (across.code().contains(other.method().ref())) {
                other.flow().applications().stream()
                        .filter(application -> application.delta() < 0 && !application.held())
                        .findFirst()
                        .ifPresent(release -> releases.add(new Judged.CallerSite(other, release.at())));
            }
        }
        Evidence evidence = across.sure()
                ? new Evidence("another-thread", "what is called runs such code on another thread")
                : new Evidence("perhaps-another-thread", "what is called may run such code on another thread");
        Confidence confidence = across.sure() ? Confidence.HIGH : Confidence.MEDIUM;
        return new Judged(summary, fault, confidence, List.of(evidence), releases);
    }

    /** What other threads are given to release is told where it was taken. */
    private boolean isLeftByOthers(Summary summary, Value lock) {
        LockKind kind = summaries.kind(summary.method(), lock);
        Set<MethodRef> users = new LinkedHashSet<>();
        users.add(summary.method().ref());
        summaries.graph().callers(summary.method()).stream()
                .map(MethodInfo::ref)
                .filter(caller -> caller.owner().equals(summary.method().ref().owner()))
                .forEach(users::add);
        return summaries.all().values().stream()
                .anyMatch(other -> other.flow().across().stream()
                        .anyMatch(across -> across.code().stream().anyMatch(users::contains)
                                && summaries.mayBe(summaries.kind(other.method(), across.lock()), kind)));
    }

    /** Why somebody has to give it back: the method does on another way, or has the object that does. */
    static Evidence givenBackElsewhere(Summary summary, Fault fault) {
        return summary.flow().isGuarded(fault.site(), fault.lock())
                ? new Evidence("left-to-guard", "the object that gives it back goes nowhere else")
                : new Evidence("released-elsewhere-in-method", "another way through the method gives it back");
    }

    /** Why a fault is not sure that assumes an exception. */
    static Evidence assumption(Fault fault) {
        End end = fault.end();
        return end != null && end.cleanedUp()
                ? new Evidence(
                        "finally-counts-on-failure", "a `finally` between acquire and release counts on a failure")
                : new Evidence("assumes-exception", "a called method is assumed to throw");
    }

    private Confidence confidence(Summary summary, Fault fault, List<Evidence> evidence) {
        Confidence confidence = Confidence.HIGH;
        if (!fault.sure()) {
            evidence.add(assumption(fault));
            confidence = Confidence.MEDIUM;
            if (unseen.isAllOf(summary, fault)) {
                evidence.add(Unseen.EVIDENCE);
                return Confidence.LOW;
            }
        }
        if (fault.kind() == Fault.Kind.TAKEN_AGAIN && fault.lock() instanceof Value.View view && !view.write()) {
            evidence.add(BEHIND_A_WRITER);
            confidence = Confidence.MEDIUM;
        }
        if (fault.conditional()) {
            evidence.add(new Evidence(
                    "conditional-callee",
                    "a called method does its half under a condition that the analysis can't tie to the other half"));
            return Confidence.LOW;
        }
        if (!summary.flow().isGuarded(fault.site(), fault.lock()) && summaries.isTwoCallsAway(summary, fault.site())) {
            evidence.add(new Evidence("several-calls-away", "the lock is changed more than one call away"));
            if (summaries.isFarAway(summary, fault.site())) {
                return Confidence.LOW;
            }
            confidence = Confidence.MEDIUM;
        }
        if (summary.flow().bounded()) {
            evidence.add(new Evidence("bound-reached", "the method has more ways than the analysis keeps apart"));
            confidence = Confidence.LOW;
        }
        return confidence;
    }

    // ---- what callers decide -----------------------------------------------------------------------------

    private record Group(Value lock, int delta, int site) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Group that
                            && delta == that.delta
                            && site == that.site
                            && lock.equals(that.lock);
        }

        @Override
        public int hashCode() {
            return (lock.hashCode() * 31 + delta) * 31 + site;
        }
    }

    private void open(Summary summary, List<Judged> judged) {
        if (summaries.isProtocol(summary.method())) {
            return;
        }
        boolean isLambda = summaries.isLambda(summary.method());
        Map<Group, List<End>> groups = new LinkedHashMap<>();
        for (Open open : summary.open()) {
            if (!isLambda || !(open.lock() instanceof Value.Permits)) {
                groups.computeIfAbsent(new Group(open.lock(), open.delta(), open.site()), k -> new ArrayList<>())
                        .add(open.end());
            }
        }
        groups.keySet().removeIf(group -> isLeftByOthers(summary, group.lock()));
        groups.forEach((group, ends) -> {
            if (group.lock() instanceof Value.Permits) {
                Judged one = permits.open(summary, group.lock(), group.delta(), group.site(), ends);
                if (one != null && !isTold(summary, one.fault().kind(), group.lock(), ends.get(0), judged)) {
                    judged.add(one);
                }
                return;
            }
            End normal = ends.stream()
                    .filter(End::isNormal)
                    .min(Comparator.comparing(End::at))
                    .orElse(null);
            if (normal == null) {
                thrown(summary, group, ends, judged);
                return;
            }
            if (group.delta() < 0) {
                judged(summary, group, normal, Fault.Kind.RELEASED_NOT_HELD, judged);
            } else if (!ends.stream()
                    .filter(End::isNormal)
                    .allMatch(end -> callers.leavesInAnswer(summary, end, group.lock()))) {
                judged(summary, group, normal, Fault.Kind.NOT_RELEASED, judged);
            }
            if (group.delta() > 0) {
                gap(summary, group, ends, judged);
            }
        });
    }

    /** Only exceptions leave with the change: then nobody who calls the method learns of it. */
    private void thrown(Summary summary, Group group, List<End> ends, List<Judged> judged) {
        if (!summaries.isOperation(summary.flow().code(), group.site())) {
            return; // of a callee's exceptions too little is known
        }
        End first = ends.stream().min(LIKELIEST).orElseThrow();
        if (group.delta() < 0) {
            judged(summary, group, first, Fault.Kind.RELEASED_NOT_HELD, judged);
        } else if (!callersCatch(summary, group.lock())) {
            judged(summary, group, first, Fault.Kind.NOT_RELEASED_ON_EXCEPTION, judged);
        }
    }

    private void judged(Summary summary, Group group, End end, Fault.Kind kind, List<Judged> judged) {
        boolean isOwn = isDirect(summary, group.site()) || usesPair(summary, group);
        if (!isOwn || summary.faults().stream().anyMatch(fault -> fault.site() == group.site())) {
            return; // the callee that takes it is judged, or the fault is told
        }
        if (group.delta() < 0 && standIns.contain(summary, group.lock())) {
            return;
        }
        Callers.Status status = callers.status(summary, group.lock(), group.delta());
        boolean isUnnamed = group.delta() < 0 && !group.lock().isPath() && !callers.isOneOfOwn(summary, group.lock());
        if ((isUnnamed || isGiven(group.lock(), summary.method()))
                && !(!group.lock().isPath() && (status.keptByClass() || status.equals(Callers.Status.UNSHARED)))) {
            return; // whoever gave the method this object may have taken its lock
        }
        boolean isPartner = status.isPair()
                && (end.isNormal() || group.delta() < 0); // by an exception nobody learns that it is held
        if (status.fine() && (isPartner || !status.isPair()) || isTold(summary, kind, group.lock(), end, judged)) {
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

    private static boolean isTold(Summary summary, Fault.Kind kind, Value lock, End end, List<Judged> judged) {
        return judged.stream()
                .anyMatch(other -> other.summary().method().equals(summary.method())
                        && other.fault().isSameOmission(kind, lock, end));
    }

    /** The gap of a hand-over: an exception leaves before anybody else is responsible. */
    private void gap(Summary summary, Group group, List<End> ends, List<Judged> judged) {
        End exceptional =
                ends.stream().filter(end -> !end.isNormal()).min(LIKELIEST).orElse(null);
        if (exceptional == null || !isDirect(summary, group.site()) || callersCatch(summary, group.lock())) {
            return;
        }
        if (isTold(summary, Fault.Kind.NOT_RELEASED_ON_EXCEPTION, group.lock(), exceptional, judged)) {
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

    /** What others leave to the method is lost where the method fails before it gives it back. */
    private void late(Summary summary, List<Judged> judged) {
        if (summaries.isProtocol(summary.method())) {
            return;
        }
        List<Fault> faults = late.of(summary);
        for (Fault fault : faults) {
            Judged one = null;
            if (fault.protocol() == Protocol.PERMIT) {
                one = permits.late(summary, fault);
            } else if (isLeftByCaller(summary, fault.lock(), faults.size() == 1)) {
                Evidence evidence = new Evidence("left-to-method", "a caller leaves it to the method to give it back");
                List<Evidence> all = new ArrayList<>(List.of(evidence));
                Confidence confidence =
                        late.isFarFetched(summary, fault) ? Confidence.LOW : confidence(summary, fault, all);
                one = new Judged(summary, fault, confidence, all, List.of());
            }
            if (one != null
                    && !isTold(summary, fault.kind(), fault.lock(), Objects.requireNonNull(fault.end()), judged)) {
                judged.add(one);
            }
        }
    }

    /**
     * Whether some caller has what the method gives back, and does not give it back where the method fails.
     *
     * @param only whether the method gives nothing else back, so that it is that under whatever name
     */
    private boolean isLeftByCaller(Summary summary, Value lock, boolean only) {
        for (MethodInfo caller : summaries.graph().callers(summary.method())) {
            Summary known = summaries.all().get(caller);
            if (known != null
                    && known.flow().applications().stream()
                            .anyMatch(application -> application.delta() < 0
                                    && application.held()
                                    && known.flow().code().at(application.at()) instanceof Call call
                                    && mayCall(call, summary.method())
                                    && (only || !callers.areOthers(known, application.synchroniser(), summary, lock))
                                    && !isCaught(known, application.at(), summary, lock))) {
                return true;
            }
        }
        return false;
    }

    /** Whether some caller makes the call inside a try whose handler gives such a lock back. */
    private boolean callersCatch(Summary summary, Value lock) {
        for (MethodInfo caller : summaries.graph().callers(summary.method())) {
            Summary known = summaries.all().get(caller);
            if (known == null) {
                continue;
            }
            Code code = known.flow().code();
            for (int at = 0; at < code.size(); at++) {
                if (code.at(at) instanceof Call call
                        && mayCall(call, summary.method())
                        && isCaught(known, at, summary, lock)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isCaught(Summary caller, int at, Summary callee, Value lock) {
        for (Instruction.Handler handler : caller.flow().code().handlers()) {
            if (handler.covers(at)) {
                for (FlowResult.Application application : caller.flow().applications()) {
                    if (application.delta() < 0
                            && application.at() >= handler.target()
                            && !callers.areOthers(caller, application.synchroniser(), callee, lock)) {
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

    /** Whether the instruction takes or gives back itself, or by a helper that is given the lock. */
    private boolean isDirect(Summary summary, int site) {
        Code code = summary.flow().code();
        if (summaries.isOperation(code, site)) {
            return true;
        }
        if (!(code.at(site) instanceof Call call)) {
            return false;
        }
        List<Summary> helpers = helpers(call);
        return !helpers.isEmpty()
                && helpers.stream()
                        .allMatch(helper ->
                                helper.open().stream().anyMatch(open -> isGiven(open.lock(), helper.method())));
    }

    /** The methods that the call may run, if all of them do the same; none where that is not known. */
    private List<Summary> helpers(Call call) {
        List<Summary> helpers = new ArrayList<>();
        for (MethodInfo target : summaries.graph().targets(call.kind(), call.method())) {
            Summary helper = summaries.all().get(target);
            if (helper == null || !helpers.isEmpty() && !helpers.get(0).effect().equals(helper.effect())) {
                return List.of();
            }
            helpers.add(helper);
        }
        return helpers;
    }

    /** Whether the site calls half of a pair: the pair is right whoever calls it, so the caller is the one to be judged. */
    private boolean usesPair(Summary summary, Group group) {
        if (!(summary.flow().code().at(group.site()) instanceof Call call)) {
            return false;
        }
        List<Summary> halves = helpers(call);
        return !halves.isEmpty()
                && halves.stream()
                        .allMatch(half -> !isLost(half.method().ref().owner())
                                && half.open().stream()
                                        .filter(open -> Integer.signum(open.delta()) == Integer.signum(group.delta()))
                                        .anyMatch(open -> isDirect(half, open.site())
                                                && callers.status(half, open.lock(), open.delta())
                                                        .isPair()));
    }

    /** Whether some method of the class takes or gives back something that the analysis has lost. */
    private boolean isLost(String owner) {
        return summaries.all().values().stream()
                .filter(summary -> summary.method().ref().owner().equals(owner))
                .anyMatch(summary -> summary.flow().ends().stream().anyMatch(end -> end.isNormal() && end.lost()));
    }

    /** Whether the lock is, or belongs to, a parameter other than the receiver. */
    private static boolean isGiven(Value lock, MethodInfo method) {
        return lock.synchroniser()
                .mentions(part ->
                        part instanceof Value.Parameter parameter && (parameter.index() > 0 || method.isStatic()));
    }
}
