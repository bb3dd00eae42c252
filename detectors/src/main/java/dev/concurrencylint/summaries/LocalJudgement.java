package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Reads;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.FlowResult.Balance;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.LockOperation;
import dev.concurrencylint.models.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a method's own code proves, whoever calls it. A method that gives a hold back on some normal way means to: a way that doesn't
 * is a fault. A way that only leads to a throw, to false or to null is no such sign: that is how a wrapper refuses.
 */
final class LocalJudgement {
    private static final Value ANY = new Value.Null();

    private final FlowResult flow;
    private final SortedMap<Integer, LockOperation> operations;
    private final Predicate<Integer> conditional;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private final Set<Value> contained = new HashSet<>();
    private final Set<Taken> absorbed = new HashSet<>();
    private final Set<Value> mixedUp = new HashSet<>();
    private final PermitCounts counts;
    private final OwnUse use;

    private LocalJudgement(
            FlowResult flow,
            SortedMap<Integer, LockOperation> operations,
            PermitCounts counts,
            Predicate<Integer> conditional) {
        this.flow = flow;
        this.operations = operations;
        this.conditional = conditional;
        this.counts = counts;
        this.use = new OwnUse(flow);
    }

    /**
     * Judges the method.
     *
     * @param operations the lock operations of the method by position
     * @param counts how the numbers of permits go together
     * @param conditional whether a call takes or gives back under a condition only
     */
    static LocalJudgement of(
            FlowResult flow,
            SortedMap<Integer, LockOperation> operations,
            PermitCounts counts,
            Predicate<Integer> conditional) {
        LocalJudgement judgement = new LocalJudgement(flow, operations, counts, conditional);
        judgement.takenAgain();
        judgement.across();
        judgement.faults.addAll(StampUse.faults(flow, operations));
        judgement.faults.addAll(LimitUse.faults(flow, operations));
        judgement.mixUps();
        judgement.releases();
        judgement.loopReleases();
        judgement.leaks();
        return judgement;
    }

    List<Fault> faults() {
        return faults;
    }

    List<Open> open() {
        return open;
    }

    /** Synchronisers whose balance is wrong by a fault of this method: callers know nothing of them. */
    Set<Value> contained() {
        return contained;
    }

    /** Synchronisers that the method only forgets to give back, for sure: callers see what it means to do. */
    Set<Value> forgotten() {
        Set<Value> forgotten = new HashSet<>();
        for (Fault fault : faults) {
            boolean leaks =
                    fault.kind() == Fault.Kind.NOT_RELEASED || fault.kind() == Fault.Kind.NOT_RELEASED_ON_EXCEPTION;
            if (leaks && fault.protocol() == Protocol.LOCK && fault.sure() && !fault.conditional()) {
                forgotten.add(fault.lock());
            }
        }
        faults.stream()
                .filter(fault -> !forgotten.isEmpty() && fault.kind() == Fault.Kind.RELEASED_NOT_HELD)
                .forEach(fault -> forgotten.remove(fault.lock()));
        return forgotten;
    }

    // ---- taken again -------------------------------------------------------------------------------------

    /** What another thread is to give back is held here to no end. */
    private void across() {
        for (FlowResult.Across across : flow.across()) {
            contained.add(across.lock());
            Fault fault = new Fault(across);
            if (absorbed.add(told(fault.site(), across.lock()))) {
                faults.add(fault);
            }
            across.sites().forEach(site -> absorbed.add(told(site, across.lock())));
        }
    }

    private void takenAgain() {
        for (FlowResult.TakenAgain again : flow.takenAgain()) {
            faults.add(new Fault(again));
        }
    }

    // ---- halves mixed up ---------------------------------------------------------------------------------

    private void mixUps() {
        Map<Value, Halves.MixUp> best = new LinkedHashMap<>();
        for (Halves.MixUp mixUp : Halves.in(flow, at -> operations.get(at) != null)) {
            mixedUp.add(mixUp.held());
            mixedUp.add(mixUp.released());
            best.merge(
                    mixUp.held(), mixUp, (one, other) -> END_ORDER.compare(one.end(), other.end()) <= 0 ? one : other);
        }
        contained.addAll(mixedUp);
        for (Halves.MixUp mixUp : best.values()) {
            boolean sure = mixUp.end().assumptions().isEmpty();
            faults.add(
                    new Fault(Fault.Kind.WRONG_ONE_RELEASED, mixUp.released(), mixUp.site(), mixUp.end(), sure, false));
        }
    }

    // ---- releases ----------------------------------------------------------------------------------------

    private record Below(Value lock, int site, End end) {}

    private void releases() {
        TreeMap<Integer, Below> wrong = new TreeMap<>();
        for (End end : flow.ends()) {
            if (end.doubtful()) {
                continue;
            }
            for (Map.Entry<Value, Balance> entry : end.balances().entrySet()) {
                Balance balance = entry.getValue();
                if (balance.count() >= 0 || mixedUp.contains(entry.getKey())) {
                    continue;
                }
                int site =
                        balance.sites().isEmpty() ? end.at() : balance.sites().get(0);
                if (OwnUse.isHeldByCaller(entry.getKey(), end)) {
                    continue;
                }
                if (use.acquires(entry.getKey()) && !use.isForCallers(entry.getKey(), end)) {
                    wrong.merge(site, new Below(entry.getKey(), site, end), LocalJudgement::better);
                    contained.add(entry.getKey());
                } else {
                    open.add(new Open(entry.getKey(), -1, site, end));
                }
            }
        }
        Set<Value> ignoredLocks = new HashSet<>(); // by their looks
        for (Below below : wrong.values()) {
            int ignored = ignoredAttempt(below);
            if (ignored >= 0) {
                ignoredLocks.add(below.lock().look());
                if (absorbed.add(told(ignored, below.lock()))) {
                    faults.add(new Fault(Fault.Kind.ATTEMPT_IGNORED, below.lock(), ignored, below.end(), true, false));
                }
            }
        }
        for (Below below : wrong.values()) {
            if (!ignoredLocks.contains(below.lock().look())) {
                boolean sure = below.end().assumptions().isEmpty();
                faults.add(new Fault(
                        counts.isMore(below.lock(), below.site())
                                ? Fault.Kind.COUNT_MISMATCH
                                : Fault.Kind.RELEASED_NOT_HELD,
                        below.lock(),
                        below.site(),
                        below.end(),
                        sure,
                        conditional.test(below.site())));
            }
        }
    }

    /** A turn of a loop gives back once more what it took and gave back itself. */
    private void loopReleases() {
        for (int site : flow.loopReleases()) {
            FlowResult.Application release = flow.applications().stream()
                    .filter(application -> application.at() == site && application.delta() < 0 && !application.held())
                    .findFirst()
                    .orElse(null);
            if (release != null && use.isTakenAndGivenBack(release.synchroniser())) {
                faults.add(new Fault(
                        Fault.Kind.RELEASED_NOT_HELD,
                        release.synchroniser(),
                        site,
                        null,
                        true,
                        conditional.test(site)));
            }
        }
    }

    private static Below better(Below a, Below b) {
        return END_ORDER.compare(a.end(), b.end()) <= 0 ? a : b;
    }

    private static final Comparator<End> END_ORDER = Comparator.comparing(
                    (End end) -> end.assumptions().size())
            .thenComparing(end -> end.isNormal() ? 0 : 1)
            .thenComparing(End::at);

    /** The attempt to take that lock whose answer is dropped and whose failure leads to the release; -1 for none. */
    private int ignoredAttempt(Below below) {
        for (int attempt : below.end().failedAttempts()) {
            LockOperation operation = operations.get(attempt);
            if (operation != null
                    && operation.isAttempt()
                    && OwnUse.isOne(use.lockAt(attempt), below.lock())
                    && !Reads.isResultRead(flow.code(), attempt)) {
                return attempt;
            }
        }
        return -1;
    }

    // ---- leaks -------------------------------------------------------------------------------------------

    private void leaks() {
        Map<Taken, List<End>> kept = new TreeMap<>(ORDER);
        Map<Taken, End> keptByCleanup = new TreeMap<>(ORDER);
        for (End end : flow.ends()) {
            if (end.doubtful()) {
                if (end.cleanedUp() && !end.isNormal()) {
                    addKept(end, keptByCleanup);
                }
                continue;
            }
            end.balances().forEach((lock, balance) -> {
                if (balance.count() > 0
                        && !mixedUp.contains(lock)
                        && !counts.isLeftToGuard(end, lock)
                        && !PermitCounts.isGone(end, lock)) {
                    for (int site : balance.sites()) {
                        kept.computeIfAbsent(new Taken(site, lock), k -> new ArrayList<>())
                                .add(end);
                    }
                }
            });
        }
        flow.loopLeaks().keySet().forEach(site -> {
            if (kept.keySet().stream().noneMatch(taken -> taken.site() == site)) {
                Value lock = use.lockAt(site);
                faults.add(new Fault(Fault.Kind.NOT_RELEASED_IN_LOOP, lock, site, null, true, isConditional(site)));
                absorbed.add(told(site, lock));
            }
        });
        for (FlowResult.TakenTwice twice : flow.takenTwice()) {
            takenTwice(twice, kept);
        }
        kept.forEach((taken, ends) -> judge(taken.lock(), taken.site(), ends));
        keptByCleanup.forEach((taken, end) -> {
            boolean isOpen = kept.keySet().stream().anyMatch(other -> other.site() == taken.site());
            if (!isOpen
                    && givesBack(taken.site(), releasedEnds(taken.lock(), taken.site()))
                    && absorbed.add(told(taken.site(), taken.lock()))) {
                faults.add(new Fault(
                        Fault.Kind.NOT_RELEASED_ON_EXCEPTION,
                        taken.lock(),
                        taken.site(),
                        end,
                        false,
                        isConditional(taken.site())));
            }
        });
    }

    private static void addKept(End end, Map<Taken, End> kept) {
        end.balances().forEach((lock, balance) -> {
            if (balance.count() > 0) {
                balance.sites().forEach(site -> kept.putIfAbsent(new Taken(site, lock), end));
            }
        });
    }

    /** A lock under one name, taken at one place. */
    private record Taken(int site, Value lock) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Taken that && site == that.site && lock.equals(that.lock);
        }

        @Override
        public int hashCode() {
            return site * 31 + lock.hashCode();
        }
    }

    private static final Comparator<Taken> ORDER = Comparator.comparing(Taken::site)
            .thenComparing(taken -> taken.lock().toString());

    /** What one fault tells of: all that an operation takes, under whatever names; of what a call takes, one lock. */
    private Taken told(int site, Value lock) {
        return new Taken(site, operations.containsKey(site) ? ANY : lock.look());
    }

    /** An attempt got permits, and more of them are waited for: one of the two is lost, if not both are given back. */
    private void takenTwice(FlowResult.TakenTwice twice, Map<Taken, List<End>> kept) {
        List<Taken> lost = kept.keySet().stream()
                .filter(taken -> taken.lock() instanceof Value.Permits
                        && OwnUse.isOne(taken.lock(), twice.permits())
                        && (taken.site() == twice.at() || taken.site() == twice.attempt())
                        && kept.getOrDefault(taken, List.of()).stream().anyMatch(End::isNormal))
                .toList();
        if (lost.isEmpty()) {
            return;
        }
        End end = kept.getOrDefault(lost.get(0), List.of()).stream()
                .filter(End::isNormal)
                .min(END_ORDER)
                .orElseThrow();
        for (Taken taken : lost) {
            contained.add(taken.lock());
            kept.remove(taken);
        }
        faults.add(new Fault(
                Fault.Kind.TAKEN_TWICE,
                twice.permits(),
                twice.at(),
                end,
                end.assumptions().isEmpty(),
                false));
    }

    private void judge(Value lock, int site, List<End> ends) {
        List<End> sorted = new ArrayList<>(ends);
        sorted.sort(END_ORDER);
        List<End> normal = sorted.stream().filter(End::isNormal).toList();
        List<End> exceptional = sorted.stream().filter(end -> !end.isNormal()).toList();
        List<End> released = releasedEnds(lock, site);
        if (lock instanceof Value.Awaiting awaiting) {
            awaiting(awaiting, site, sorted);
            return;
        }
        int partly = counts.partlyReleasedAt(lock, site);
        if (partly >= 0 && !normal.isEmpty()) {
            boolean byTask = flow.handOvers().containsKey(partly);
            contained.add(lock);
            faults.add(new Fault(
                    byTask ? Fault.Kind.NOT_RELEASED : Fault.Kind.COUNT_MISMATCH,
                    lock,
                    byTask ? site : partly,
                    normal.get(0),
                    normal.get(0).assumptions().isEmpty(),
                    isConditional(site)));
            return;
        }
        if (flow.isGuarded(site, lock)) {
            guarded(lock, site, sorted);
            return;
        }
        for (End end : normal) {
            if (released.stream().anyMatch(other -> isSign(other, end))) {
                leak(Fault.Kind.NOT_RELEASED, lock, site, end);
                return;
            }
        }
        if (normal.isEmpty() && !exceptional.isEmpty() && givesBack(site, released)) {
            leak(Fault.Kind.NOT_RELEASED_ON_EXCEPTION, lock, site, exceptional.get(0));
            return;
        }
        if (lock instanceof Value.Permits) {
            for (End end : sorted) {
                open.add(
                        new Open(lock, 1, site, end)); // permits may be taken one after another, and only to be used up
            }
            return;
        }
        for (End end : normal) {
            Balance balance = end.balances().get(lock);
            if (balance != null
                    && isTakenTwice(lock, balance)
                    && balance.sites().indexOf(site) > 0) {
                leak(Fault.Kind.NOT_RELEASED, lock, balance.sites().get(0), end);
                return; // no wrapper takes a lock twice: one of the two was meant to be a release
            }
        }
        if (!normal.isEmpty() && isIgnoredAttempt(site)) {
            leak(Fault.Kind.NOT_RELEASED, lock, site, normal.get(0));
            return;
        }
        for (End end : sorted) {
            open.add(new Open(lock, 1, site, end));
        }
    }

    /** What gives the hold back is an object that the method has: where it goes nowhere else, it is lost. */
    private void guarded(Value lock, int site, List<End> sorted) {
        List<End> lost = sorted.stream()
                .filter(end -> !HandOver.isPossible(flow, end, lock))
                .toList();
        lost.stream()
                .filter(End::isNormal)
                .findFirst()
                .or(() -> lost.stream().findFirst())
                .ifPresent(end -> leak(
                        end.isNormal() ? Fault.Kind.NOT_RELEASED : Fault.Kind.NOT_RELEASED_ON_EXCEPTION,
                        lock,
                        site,
                        end));
    }

    /** Permits that a callback gives back for one end only of what it waits for. */
    private void awaiting(Value.Awaiting awaiting, int site, List<End> ends) {
        contained.add(awaiting.permits());
        if (absorbed.add(told(site, awaiting.permits()))) {
            End end = ends.get(0);
            faults.add(new Fault(
                    awaiting.failure() ? Fault.Kind.NOT_RELEASED_ON_EXCEPTION : Fault.Kind.NOT_RELEASED,
                    awaiting.permits(),
                    site,
                    end,
                    false,
                    isConditional(site)));
        }
    }

    /** Whether the lock is taken at one place and then at another, and not in the turns of a loop. */
    private boolean isTakenTwice(Value lock, Balance balance) {
        return balance.count() > 1
                && flow.ends().stream()
                        .noneMatch(end -> isTakenInTurns(end.balances().get(lock)));
    }

    private static boolean isTakenInTurns(@Nullable Balance balance) {
        if (balance == null) {
            return false;
        }
        for (int i = 1; i < balance.sites().size(); i++) {
            if (balance.sites().get(i) <= balance.sites().get(i - 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean isIgnoredAttempt(int site) {
        LockOperation operation = operations.get(site);
        return operation != null && operation.isAttempt() && !Reads.isResultRead(flow.code(), site);
    }

    private void leak(Fault.Kind kind, Value lock, int site, End end) {
        if (counts.isSecond(lock, site, end)) {
            contained.add(lock);
            if (absorbed.add(told(site, lock))) {
                faults.add(new Fault(Fault.Kind.SECOND_LEAKS_FIRST, lock, site, end, true, isConditional(site)));
            }
            return;
        }
        contained.add(lock);
        if (isIgnoredAttempt(site)) {
            if (absorbed.add(told(site, lock))) {
                faults.add(new Fault(Fault.Kind.ATTEMPT_IGNORED, lock, site, end, true, false));
            }
            return;
        }
        boolean isTold = faults.stream().anyMatch(told -> told.isSameOmission(kind, lock, end));
        if (absorbed.add(told(site, lock)) && !isTold) {
            faults.add(new Fault(kind, lock, site, end, end.assumptions().isEmpty(), isConditional(site)));
        }
    }

    /** Whether the hold is taken under a condition only, or is given back so. */
    private boolean isConditional(int site) {
        if (conditional.test(site)) {
            return true;
        }
        for (Map.Entry<Integer, SortedSet<Integer>> release : flow.discharges().entrySet()) {
            if (release.getValue().contains(site) && conditional.test(release.getKey())) {
                return true;
            }
        }
        return false;
    }

    private List<End> releasedEnds(Value lock, int site) {
        List<End> released = new ArrayList<>();
        for (End end : flow.ends()) {
            if (end.isNormal()
                    && !end.doubtful()
                    && end.discharged().contains(site)
                    && !end.balances().containsKey(lock)
                    && !end.unsure().contains(lock)) {
                released.add(end);
            }
        }
        return released;
    }

    /** Whether an end that gives the hold back shows that the method means to, where another keeps it. */
    private static boolean isSign(End released, End kept) {
        return !released.outcome().isRefusal() || released.outcome() == kept.outcome();
    }

    private boolean givesBack(int site, List<End> released) {
        if (!released.isEmpty()) {
            return true;
        }
        Set<Integer> sites = new HashSet<>();
        flow.discharges().values().forEach(sites::addAll);
        return sites.contains(site) && flow.ends().stream().noneMatch(End::isNormal);
    }

    @Override
    public String toString() {
        return faults + " " + open;
    }
}
