package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.LockKind;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whose duty it is to give a permit back. Permits belong to no thread, and three in four are given back by other code than took them:
 * a hold that a method leaves is a fault only if no other code of the program gives such permits back; a permit that is given back
 * without having been taken is one only if no other code takes it for others. Semaphores that start at zero are signals.
 */
final class PermitOwnership {
    private static final Comparator<End> LIKELIEST =
            Comparator.comparing((End end) -> end.assumptions().size()).thenComparing(End::at);

    private static final Evidence OTHERS =
            new Evidence("others-give-back", "other code gives back permits of this semaphore");

    private final Summaries summaries;
    private final Custody custody;
    private final InitialPermits initial;
    private final BiPredicate<Summary, Value> callersCatch;
    /** The methods that take permits or give some back, themselves or through others. */
    private final List<Summary> users;

    /** @param callersCatch whether callers of the method catch what it throws and give such a thing back */
    PermitOwnership(Summaries summaries, Custody custody, BiPredicate<Summary, Value> callersCatch) {
        this.summaries = summaries;
        this.callersCatch = callersCatch;
        this.custody = custody;
        this.initial = new InitialPermits(summaries);
        this.users = summaries.all().values().stream()
                .filter(summary -> summary.flow().applications().stream()
                        .anyMatch(application -> application.synchroniser() instanceof Value.Permits))
                .toList();
    }

    /** A fault that the method's own code shows; null where it is none after all. */
    @Nullable
    Judged own(Summary summary, Fault fault) {
        if (isSignal(summary, fault.lock())) {
            return null;
        }
        List<Evidence> evidence = new ArrayList<>();
        Confidence confidence = Confidence.HIGH;
        End end = fault.end();
        boolean leaks = fault.kind() == Fault.Kind.NOT_RELEASED
                || fault.kind() == Fault.Kind.NOT_RELEASED_IN_LOOP
                || fault.kind() == Fault.Kind.TAKEN_TWICE
                || fault.kind() == Fault.Kind.COUNT_MISMATCH && isAcquire(summary, fault);
        if (leaks) {
            evidence.add(new Evidence("released-elsewhere-in-method", "another way through the method gives it back"));
            if (isGivenBackByOthers(summary, fault.lock()) && !takesTwo(fault)) {
                evidence.add(OTHERS);
                confidence = Confidence.LOW;
            }
        } else if (fault.kind() == Fault.Kind.NOT_RELEASED_ON_EXCEPTION
                || fault.kind() == Fault.Kind.SECOND_LEAKS_FIRST) {
            evidence.add(new Evidence("released-elsewhere-in-method", "another way through the method gives it back"));
            if (!fault.sure() && isGivenBackByOthers(summary, fault.lock())) {
                evidence.add(OTHERS);
                confidence = Confidence.LOW;
            }
        } else {
            evidence.add(new Evidence("acquired-in-method", "the method takes permits of this semaphore itself"));
            boolean failed = end != null
                    && (!end.failedAttempts().isEmpty() || !end.origins().isEmpty());
            if (!failed && isTakenByOthers(summary, fault.lock(), false)) {
                evidence.add(new Evidence("others-take", "other code takes permits of this semaphore and keeps them"));
                confidence = Confidence.LOW;
            }
        }
        if (!fault.sure()) {
            evidence.add(new Evidence("assumes-exception", "a called method is assumed to throw"));
            confidence = lower(confidence, Confidence.MEDIUM);
        }
        if (fault.conditional()) {
            evidence.add(new Evidence(
                    "conditional-callee",
                    "a called method does its half under a condition that the analysis can't tie to the other half"));
            confidence = Confidence.LOW;
        }
        if (summary.flow().bounded()) {
            evidence.add(new Evidence("bound-reached", "the method has more ways than the analysis keeps apart"));
            confidence = Confidence.LOW;
        }
        return new Judged(summary, fault, confidence, evidence, List.of());
    }

    /** Whether both permits are still taken where the method ends: then others give back the one, and nobody the other. */
    private static boolean takesTwo(Fault fault) {
        return fault.kind() == Fault.Kind.TAKEN_TWICE
                && fault.end() != null
                && fault.end().balances().values().stream().anyMatch(balance -> balance.count() > 1);
    }

    /** What the name means, also where it is a getter's answer. */
    private LockKind kind(Summary summary, Value permits) {
        if (permits.synchroniser() instanceof Value.Result result) {
            MethodInfo method = summaries.program().resolve(result.method());
            if (method != null && method.getter() != null) {
                FieldRef field = summaries.program().resolve(method.getter().field());
                Value object =
                        result.arguments().isEmpty() ? null : result.arguments().get(0);
                return custody.kind(summary, new Value.Permits(new Value.Field(object, field), new Value.Int(1)));
            }
        }
        return custody.kind(summary, permits);
    }

    /** Whether the other method's name means such permits. */
    private boolean isLike(Summary other, Value name, LockKind kind) {
        return name instanceof Value.Permits && summaries.isLike(kind(other, name), kind);
    }

    private static boolean isAcquire(Summary summary, Fault fault) {
        return summary.flow().partly().containsKey(fault.site());
    }

    private static Confidence lower(Confidence a, Confidence b) {
        return a.compareTo(b) < 0 ? b : a;
    }

    /** What the method leaves taken, or gives back for others, at one place; null where others do their half. */
    @Nullable
    Judged open(Summary summary, Value permits, int delta, int site, List<End> ends) {
        if (isSignal(summary, permits)) {
            return null;
        }
        if (!summaries.isOperation(summary.flow().code(), site)) {
            return delta > 0 ? leftByHelper(summary, permits, site, ends) : null;
        }
        return delta > 0 ? left(summary, permits, site, ends) : given(summary, permits, site, ends);
    }

    private @Nullable Judged left(Summary summary, Value permits, int site, List<End> ends) {
        PermitCounts counts = summaries.counts(summary);
        End second = first(
                ends,
                end -> counts.isSecond(permits, site, end)
                        && (end.isNormal() || counts.isForWantOfPermits(end))
                        && isApart(end, ends, counts, permits, site));
        boolean others = isGivenBackByOthers(summary, permits)
                || summaries.graph().callers(summary.method()).stream()
                        .map(summaries.all()::get)
                        .anyMatch(caller -> caller != null && givesBackWhatCallTook(caller, summary.method()));
        if (second != null && others && !isCleaned(summary, permits)) {
            return judged(
                    summary,
                    Fault.Kind.SECOND_LEAKS_FIRST,
                    permits,
                    site,
                    second,
                    Confidence.MEDIUM,
                    new Evidence("gap-in-hand-over", "those that are to give it back never learn that it was taken"));
        }
        End normal = first(ends, End::isNormal);
        boolean onException = summary.flow().discharges().values().stream().anyMatch(sites -> sites.contains(site));
        if (!others && normal != null && onException) {
            return judged(
                    summary,
                    Fault.Kind.NOT_RELEASED,
                    permits,
                    site,
                    normal,
                    Confidence.MEDIUM,
                    new Evidence("released-on-exception-only", "only exceptions give it back, and no other code does"));
        }
        End thrown = first(ends, end -> !end.isNormal());
        if (others && normal != null && thrown != null && !callersCatch.test(summary, permits)) {
            return judged(
                    summary,
                    Fault.Kind.NOT_RELEASED_ON_EXCEPTION,
                    permits,
                    site,
                    thrown,
                    isDeclared(thrown) && !isCleaned(summary, permits) ? Confidence.MEDIUM : Confidence.LOW,
                    new Evidence("gap-in-hand-over", "those that are to give it back never learn that it was taken"));
        }
        return null;
    }

    /** Whether the exception is certain, or one that callers have to expect and that the code itself does not prepare for. */
    private boolean isDeclared(End thrown) {
        return thrown.assumptions().isEmpty()
                || thrown.origins().contains(thrown.at())
                        && thrown.thrown().stream().anyMatch(type -> !summaries.isUnchecked(type));
    }

    /** Whether the object has a method, which is called, that gives such permits back and asks for nothing: also after a failure. */
    private boolean isCleaned(Summary summary, Value permits) {
        String owner = summary.method().ref().owner();
        return givers(summary, kind(summary, permits)).stream()
                .map(Summary::method)
                .anyMatch(giver -> !giver.isStatic()
                        && giver.ref().parameterCount() == 0
                        && (summaries.program().isSubtype(owner, giver.ref().owner())
                                || summaries.program().isSubtype(giver.ref().owner(), owner))
                        && !summaries.graph().callers(giver).isEmpty());
    }

    /** A helper took it, and other callers of the helper give back what it takes. */
    private @Nullable Judged leftByHelper(Summary summary, Value permits, int site, List<End> ends) {
        End normal = first(ends, End::isNormal);
        if (normal == null
                || isGivenBackByOthers(summary, permits)
                || !(summary.flow().code().at(site) instanceof Call call)) {
            return null;
        }
        for (MethodInfo target : summaries.graph().targets(call.kind(), call.method())) {
            for (MethodInfo caller : summaries.graph().callers(target)) {
                Summary other = summaries.all().get(caller);
                if (other != null && !other.equals(summary) && givesBackWhatCallTook(other, target)) {
                    return judged(
                            summary,
                            Fault.Kind.NOT_RELEASED,
                            permits,
                            site,
                            normal,
                            Confidence.MEDIUM,
                            new Evidence("given-back-by-other-callers", "other callers of the method give it back"));
                }
            }
        }
        return null;
    }

    private boolean givesBackWhatCallTook(Summary caller, MethodInfo callee) {
        return caller.flow().discharges().values().stream()
                .flatMap(Set::stream)
                .anyMatch(at -> caller.flow().code().at(at) instanceof Call call
                        && summaries.graph().mayRun(call.kind(), call.method(), callee));
    }

    /** Whether the method also ends in another way than for want of the second permit. */
    private static boolean isApart(End end, List<End> ends, PermitCounts counts, Value permits, int site) {
        return !end.isNormal()
                || ends.stream().anyMatch(other -> other.isNormal() && !counts.isSecond(permits, site, other));
    }

    private @Nullable Judged given(Summary summary, Value permits, int site, List<End> ends) {
        End end = first(ends, End::isNormal);
        if (end == null
                || !kind(summary, permits).isNamed()
                || !isKept(summary, permits)
                || isTakenByOthers(summary, permits, true)
                || first(ends, other -> !other.isNormal()) == null && !releasesOnException(summary, permits)) {
            return null;
        }
        return judged(
                summary,
                Fault.Kind.RELEASED_NOT_HELD,
                permits,
                site,
                end,
                Confidence.MEDIUM,
                new Evidence("nobody-takes", "no code takes a permit of this semaphore for this one to give back"));
    }

    /** Whether exceptions give the permits back as well: code that gives back what it thinks it has, not what others took. */
    private static boolean releasesOnException(Summary summary, Value permits) {
        return summary.flow().ends().stream()
                .anyMatch(end -> !end.isNormal()
                        && end.balances().entrySet().stream()
                                .anyMatch(entry -> entry.getValue().count() < 0
                                        && entry.getKey()
                                                .synchroniser()
                                                .look()
                                                .equals(permits.synchroniser().look())));
    }

    private Judged judged(
            Summary summary, Fault.Kind kind, Value permits, int site, End end, Confidence confidence, Evidence why) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(why);
        boolean sure = end.assumptions().isEmpty();
        if (!sure) {
            evidence.add(new Evidence("assumes-exception", "a called method is assumed to throw"));
        }
        return new Judged(summary, new Fault(kind, permits, site, end, sure, false), confidence, evidence, List.of());
    }

    private static @Nullable End first(List<End> ends, Predicate<End> wanted) {
        return ends.stream().filter(wanted).min(LIKELIEST).orElse(null);
    }

    /** Whether the semaphore begins without permits: what is given back is a signal, and nobody owes what was taken. */
    private boolean isSignal(Summary summary, Value permits) {
        return initial.isZero(summary, permits.synchroniser());
    }

    /** Whether the program itself makes the semaphore, so that all who use it are known. */
    private boolean isKept(Summary summary, Value permits) {
        return kind(summary, permits).own();
    }

    // ---- others ------------------------------------------------------------------------------------------

    /** Whether other code may give such permits back: a method for its callers, or a task that others made. */
    private boolean isGivenBackByOthers(Summary summary, Value permits) {
        LockKind kind = kind(summary, permits);
        if (!kind.isNamed()) {
            Value semaphore = permits.synchroniser();
            return semaphore instanceof Value.Result || isShared(summary, permits);
        }
        return custody.isGotten(kind) || !givers(summary, kind).isEmpty();
    }

    /** The other code that gives such permits back for somebody who is not known to have them. */
    private List<Summary> givers(Summary summary, LockKind kind) {
        return users.stream()
                .filter(other -> !other.equals(summary)
                        && givesBack(other, kind)
                        && !isOwnTask(other.method(), summary.method())
                        && !isTaskOfTakers(other.method(), kind))
                .toList();
    }

    /** Whether a semaphore without a field is known to other code, which may give permits back. */
    private static boolean isShared(Summary summary, Value permits) {
        return summary.flow().ends().stream()
                .anyMatch(end -> end.unsure().stream()
                        .anyMatch(name -> name.synchroniser()
                                .look()
                                .equals(permits.synchroniser().look())));
    }

    /** Whether the code runs only as a task of the method: what it gives back is the method's. */
    private boolean isOwnTask(MethodInfo other, MethodInfo method) {
        Set<MethodInfo> makers = summaries.graph().makers(other);
        return !makers.isEmpty() && makers.stream().allMatch(maker -> maker.equals(method) || isOwnTask(maker, method));
    }

    /** Whether the code runs only as a task of methods that take such permits and leave them to it: what it gives back is theirs. */
    private boolean isTaskOfTakers(MethodInfo task, LockKind kind) {
        Set<MethodInfo> makers = new HashSet<>(summaries.graph().makers(task));
        if (makers.isEmpty() && summaries.graph().overridesLibrary(task)) {
            ClassInfo owner = summaries.program().find(task.ref().owner());
            if (owner != null) {
                owner.methods().stream()
                        .filter(MethodInfo::isConstructor)
                        .forEach(constructor -> makers.addAll(summaries.graph().callers(constructor)));
            }
        }
        return !makers.isEmpty()
                && makers.stream()
                        .allMatch(maker -> isTaker(summaries.all().get(maker), kind)
                                || !maker.equals(task) && summaries.isLambda(maker) && isTaskOfTakers(maker, kind));
    }

    private boolean isTaker(@Nullable Summary maker, LockKind kind) {
        return maker != null
                && !maker.flow().handOvers().isEmpty()
                && maker.flow().applications().stream()
                        .anyMatch(application ->
                                application.delta() > 0 && isLike(maker, application.synchroniser(), kind));
    }

    /** Whether the code gives such permits back without having them; what its known callers have, they tell themselves. */
    private boolean givesBack(Summary other, LockKind kind) {
        return other.flow().applications().stream()
                        .anyMatch(application -> application.delta() < 0
                                && !application.held()
                                && isLike(other, application.synchroniser(), kind))
                && !isToldByCallers(other);
    }

    /** Whether all that call the method are known, and have what it gives back. */
    private boolean isToldByCallers(Summary callee) {
        Set<MethodInfo> callers = summaries.graph().callers(callee.method());
        return !callers.isEmpty()
                && !summaries.isLambda(callee.method())
                && !summaries.graph().overridesLibrary(callee.method())
                && callers.stream()
                        .allMatch(
                                caller -> hasWhatCalleeGivesBack(summaries.all().get(caller), callee));
    }

    private boolean hasWhatCalleeGivesBack(@Nullable Summary caller, Summary callee) {
        if (caller == null) {
            return false;
        }
        Code code = caller.flow().code();
        for (int site = 0; site < code.size(); site++) {
            int at = site;
            if (code.at(at) instanceof Call call
                    && summaries.graph().mayRun(call.kind(), call.method(), callee.method())
                    && caller.flow().applications().stream()
                            .noneMatch(application ->
                                    application.at() == at && application.delta() < 0 && application.held())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether other code takes such permits and doesn't give them back itself.
     *
     * @param perhaps whether code counts that does so by a fault of its own
     */
    private boolean isTakenByOthers(Summary summary, Value permits, boolean perhaps) {
        LockKind kind = kind(summary, permits);
        if (!kind.isNamed()) {
            return true;
        }
        for (Summary other : users) {
            if (!other.equals(summary) && (takes(other, kind) || perhaps && keeps(other, kind))) {
                return true;
            }
        }
        return custody.isGotten(kind) || isCalledUnderHold(summary, kind);
    }

    /** Whether some method calls this one while it holds such permits for sure. */
    private boolean isCalledUnderHold(Summary summary, LockKind kind) {
        return users.stream()
                .anyMatch(other -> !other.equals(summary)
                        && other.flow().calls().values().stream()
                                .flatMap(Set::stream)
                                .anyMatch(made -> made.held().keySet().stream()
                                                .anyMatch(name -> isLike(other, name, kind))
                                        && other.flow().code().at(made.at()) instanceof Call call
                                        && summaries.graph().mayReach(call.kind(), call.method(), summary.method())));
    }

    /** Whether the method leaves permits to others, or to tasks. */
    private boolean takes(Summary other, LockKind kind) {
        Set<Integer> settled = new HashSet<>();
        Set<Integer> handedOver = new HashSet<>();
        other.flow().discharges().values().forEach(settled::addAll);
        other.flow().partly().values().forEach(settled::addAll);
        other.flow().handOvers().values().forEach(handedOver::addAll);
        other.faults().forEach(fault -> settled.add(fault.site()));
        return other.open().stream()
                        .anyMatch(open -> open.delta() > 0 && open.end().isNormal() && isLike(other, open.lock(), kind))
                || other.flow().applications().stream()
                        .anyMatch(application -> application.delta() > 0
                                && isLike(other, application.synchroniser(), kind)
                                && (handedOver.contains(application.at()) || !settled.contains(application.at())));
    }

    /** Whether the method may end normally with permits that it has taken. */
    private boolean keeps(Summary other, LockKind kind) {
        return other.flow().ends().stream()
                .anyMatch(end -> end.isNormal()
                        && (end.balances().entrySet().stream()
                                        .anyMatch(entry ->
                                                entry.getValue().count() > 0 && isLike(other, entry.getKey(), kind))
                                || end.unsure().stream().anyMatch(name -> isLike(other, name, kind))));
    }
}
