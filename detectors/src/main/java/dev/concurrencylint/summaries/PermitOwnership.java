package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction.Allocate;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Throw;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.LockOperation;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    private static final Evidence NEVER_GIVEN_BACK = new Evidence(
            "never-given-back",
            "permits of this limiter are never given back, so nothing shows whether they were needed");
    private static final Evidence OTHERS =
            new Evidence("others-give-back", "other code gives back permits of this semaphore");

    private final Summaries summaries;
    private final PermitUsers users;
    private final InitialPermits initial;
    private final BiPredicate<Summary, Value> callersCatch;
    private final LateReleases late;

    /** @param callersCatch whether callers of the method catch what it throws and give such a thing back */
    PermitOwnership(Summaries summaries, Custody custody, LateReleases late, BiPredicate<Summary, Value> callersCatch) {
        this.summaries = summaries;
        this.late = late;
        this.callersCatch = callersCatch;
        this.users = new PermitUsers(summaries, custody);
        this.initial = new InitialPermits(summaries);
    }

    /** A fault that the method's own code shows; null where it is none after all. */
    @Nullable
    Judged own(Summary summary, Fault fault) {
        if (fault.kind() == Fault.Kind.LIMIT_IGNORED) {
            return new Judged(summary, fault, Confidence.MEDIUM, List.of(NEVER_GIVEN_BACK), List.of());
        }
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
            evidence.add(Ownership.givenBackElsewhere(summary, fault));
            if (!isGuarded(summary, fault) && users.isGivenBackByOthers(summary, fault.lock()) && !takesTwo(fault)) {
                Judged thrown = thrownAway(summary, fault);
                if (thrown != null) {
                    return thrown;
                }
                evidence.add(OTHERS);
                confidence = Confidence.LOW;
            }
        } else if (fault.kind() == Fault.Kind.NOT_RELEASED_ON_EXCEPTION
                || fault.kind() == Fault.Kind.SECOND_LEAKS_FIRST) {
            evidence.add(Ownership.givenBackElsewhere(summary, fault));
            if (!fault.sure() && !isGuarded(summary, fault) && users.isGivenBackByOthers(summary, fault.lock())) {
                evidence.add(OTHERS);
                confidence = Confidence.LOW;
            }
        } else {
            evidence.add(new Evidence("acquired-in-method", "the method takes permits of this semaphore itself"));
            boolean failed = end != null
                    && (!end.failedAttempts().isEmpty()
                            || summaries.counts(summary).isForWantOfPermits(end));
            if (!failed && users.isTakenByOthers(summary, fault.lock(), false)) {
                evidence.add(new Evidence("others-take", "other code takes permits of this semaphore and keeps them"));
                confidence = Confidence.LOW;
            }
        }
        if (!fault.sure()) {
            evidence.add(Ownership.assumption(fault));
            confidence = lower(confidence, Confidence.MEDIUM);
        }
        if (fault.conditional()) {
            evidence.add(new Evidence(
                    "conditional-callee",
                    "a called method does its half under a condition that the analysis can't tie to the other half"));
            confidence = Confidence.LOW;
        }
        if (isFarAway(summary, fault)) {
            evidence.add(new Evidence("several-calls-away", "the permits are taken more than one call away"));
            confidence = Confidence.LOW;
        }
        if (summary.flow().bounded()) {
            evidence.add(new Evidence("bound-reached", "the method has more ways than the analysis keeps apart"));
            confidence = Confidence.LOW;
        }
        return new Judged(summary, fault, confidence, evidence, List.of());
    }

    /** Others give back what the method leaves taken where it returns; where it throws for a reason of its own, they never learn of it. */
    private @Nullable Judged thrownAway(Summary summary, Fault fault) {
        End end = first(
                summary.flow().ends(),
                one -> !one.isNormal()
                        && !one.doubtful()
                        && one.assumptions().isEmpty()
                        && isThrown(summary, one)
                        && one.balances().entrySet().stream()
                                .anyMatch(entry -> entry.getValue().count() > 0
                                        && entry.getValue().sites().contains(fault.site())));
        if (end == null || fault.kind() != Fault.Kind.NOT_RELEASED || callersCatch.test(summary, fault.lock())) {
            return null;
        }
        return judged(
                summary,
                Fault.Kind.NOT_RELEASED_ON_EXCEPTION,
                fault.lock(),
                fault.site(),
                end,
                Confidence.MEDIUM,
                new Evidence("gap-in-hand-over", "those that are to give it back never learn that it was taken"));
    }

    private static boolean isThrown(Summary summary, End end) {
        return !end.origins().isEmpty()
                && end.origins().stream().allMatch(at -> summary.flow().code().at(at) instanceof Throw);
    }

    /** Whether it is given back here, or taken, by methods that leave it to yet others. */
    private boolean isFarAway(Summary summary, Fault fault) {
        return summaries.isFarAway(summary, fault.site())
                || summary.flow().applications().stream()
                        .filter(application ->
                                application.delta() > 0 && OwnUse.isOne(application.synchroniser(), fault.lock()))
                        .allMatch(application -> summaries.isFarAway(summary, application.at()));
    }

    /** Whether both permits are still taken where the method ends: then others give back the one, and nobody the other. */
    private static boolean takesTwo(Fault fault) {
        return fault.kind() == Fault.Kind.TAKEN_TWICE
                && fault.end() != null
                && fault.end().balances().values().stream().anyMatch(balance -> balance.count() > 1);
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

    /** What others took is lost where the method fails before it gives it back; null where nothing shows that they leave it to the method. */
    @Nullable
    Judged late(Summary summary, Fault fault) {
        Value permits = fault.lock();
        if (isSignal(summary, permits)
                || !users.kind(summary, permits).isNamed()
                || !isKept(summary, permits)
                || !users.isTakenByOthers(summary, permits, false)
                || callersCatch.test(summary, permits)) {
            return null;
        }
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence("left-to-method", "other code takes it and leaves it to the method to give it back"));
        Confidence confidence = Confidence.MEDIUM;
        if (!fault.sure()) {
            evidence.add(Ownership.assumption(fault));
            if (late.isFarFetched(summary, fault)) {
                confidence = Confidence.LOW;
            }
            if (users.isGivenBackByOthers(summary, permits)) {
                evidence.add(OTHERS);
                confidence = Confidence.LOW;
            }
        }
        return new Judged(summary, fault, confidence, evidence, List.of());
    }

    private @Nullable Judged left(Summary summary, Value permits, int site, List<End> ends) {
        PermitCounts counts = summaries.counts(summary);
        End second = first(
                ends,
                end -> counts.isSecond(permits, site, end)
                        && (end.isNormal() || counts.isForWantOfPermits(end))
                        && isApart(end, ends, counts, permits, site));
        boolean others = users.isGivenBackByOthers(summary, permits)
                || summaries.graph().callers(summary.method()).stream()
                        .map(summaries.all()::get)
                        .anyMatch(caller -> caller != null && users.givesBackWhatCallTook(caller, summary.method()));
        if (second != null && others && !users.isCleaned(summary, permits)) {
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
        if (others
                && normal != null
                && thrown != null
                && !isDrained(summary, site)
                && !callersCatch.test(summary, permits)) {
            return judged(
                    summary,
                    Fault.Kind.NOT_RELEASED_ON_EXCEPTION,
                    permits,
                    site,
                    thrown,
                    isDeclared(summary.flow().code(), site, thrown) && !users.isCleaned(summary, permits)
                            ? Confidence.MEDIUM
                            : Confidence.LOW,
                    new Evidence("gap-in-hand-over", "those that are to give it back never learn that it was taken"));
        }
        return null;
    }

    /** Whether all permits that there were are taken: to begin anew, and for nobody to give back. */
    private boolean isDrained(Summary summary, int site) {
        return summary.flow().code().at(site) instanceof Call call
                && summaries.operation(call) == LockOperation.DRAIN_PERMITS;
    }

    /** Whether the exception is certain, or one that callers have to expect, and comes before anybody else can have the permit. */
    private boolean isDeclared(Code code, int site, End thrown) {
        boolean expected = thrown.assumptions().isEmpty()
                || thrown.origins().contains(thrown.at())
                        && thrown.thrown().stream().anyMatch(type -> !summaries.isUnchecked(type));
        return expected && thrown.origins().stream().allMatch(origin -> isNext(code, site, origin));
    }

    /** Whether nothing is called in between but what makes the exception. */
    private static boolean isNext(Code code, int site, int origin) {
        int last = origin;
        while (code.at(origin) instanceof Throw && last > site && !(code.at(last) instanceof Allocate)) {
            last--;
        }
        for (int between = site + 1; between < last; between++) {
            if (code.at(between) instanceof Call) {
                return false;
            }
        }
        return site < origin;
    }

    /** A helper took it, and other callers of the helper give back what it takes. */
    private @Nullable Judged leftByHelper(Summary summary, Value permits, int site, List<End> ends) {
        End normal = first(ends, End::isNormal);
        if (normal == null
                || users.isGivenBackByOthers(summary, permits)
                || !(summary.flow().code().at(site) instanceof Call call)) {
            return null;
        }
        for (MethodInfo target : summaries.graph().targets(call.kind(), call.method())) {
            for (MethodInfo caller : summaries.graph().callers(target)) {
                Summary other = summaries.all().get(caller);
                if (other != null && !other.equals(summary) && users.givesBackWhatCallTook(other, target)) {
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

    /** Whether the method also ends in another way than for want of the second permit. */
    private static boolean isApart(End end, List<End> ends, PermitCounts counts, Value permits, int site) {
        return !end.isNormal()
                || ends.stream().anyMatch(other -> other.isNormal() && !counts.isSecond(permits, site, other));
    }

    private @Nullable Judged given(Summary summary, Value permits, int site, List<End> ends) {
        End end = first(ends, End::isNormal);
        if (end == null
                || !users.kind(summary, permits).isNamed()
                || !isKept(summary, permits)
                || users.isTakenByOthers(summary, permits, true)
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

    private static boolean isGuarded(Summary summary, Fault fault) {
        return summary.flow().isGuarded(fault.site(), fault.lock());
    }

    private static @Nullable End first(List<End> ends, Predicate<End> wanted) {
        return ends.stream().filter(wanted).min(LIKELIEST).orElse(null);
    }

    /** Whether the semaphore begins without permits: what is given back is a signal, and nobody owes what was taken. */
    private boolean isSignal(Summary summary, Value permits) {
        return initial.isZero(summary, users.semaphore(permits));
    }

    /** Whether the program itself makes the semaphore, so that all who use it are known. */
    private boolean isKept(Summary summary, Value permits) {
        return users.kind(summary, permits).own();
    }
}
