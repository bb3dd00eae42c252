package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Sample.Routine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds findings against paths, both ways. A finding needs a path that ends as it says, in a world where much may happen. A path that
 * goes wrong in a world where little may happen needs a finding about its lock and of its kind.
 */
final class Comparison {
    private final Sample sample;
    private final List<Reported> reported;
    private final Truth strict = new Truth();
    private final Truth loose = new Truth();
    /** Locks that one helper takes on one way and gives back on another. */
    private final Set<Half> dispatched = new TreeSet<>();

    private final List<Disagreement> disagreements = new ArrayList<>();
    private final Map<String, Integer> limits = new TreeMap<>();
    private final List<String> seen = new ArrayList<>();

    /**
     * What came out.
     *
     * @param limits how many missing findings fall under which limit
     * @param seen the rules of the findings that paths bear out
     */
    record Verdict(List<Disagreement> disagreements, Map<String, Integer> limits, List<String> seen) {}

    private Comparison(Sample sample, List<Reported> reported) {
        this.sample = sample;
        this.reported = reported.stream().filter(Reported::isCompared).toList();
    }

    /** @throws Interpreter.TooManyPaths if the sample can't be walked */
    static Verdict of(Sample sample, List<Reported> reported) {
        Comparison comparison = new Comparison(sample, reported);
        comparison.walk();
        comparison.reported.stream().filter(one -> !one.low()).forEach(comparison::witness);
        comparison.missing();
        new WaitComparison(
                        sample,
                        comparison.strict,
                        comparison.loose,
                        reported,
                        comparison.disagreements,
                        comparison.limits)
                .compare(comparison.seen);
        return new Verdict(comparison.disagreements, comparison.limits, comparison.seen);
    }

    private void walk() {
        for (Routine routine : sample.routines()) {
            if (routine.entry()) {
                Set<Truth.Unheld> before = Set.copyOf(strict.unheld());
                strict.taken().clear();
                loose.level().clear();
                Interpreter.walk(sample, routine, Interpreter.World.STRICT, strict);
                Interpreter.walk(sample, routine, Interpreter.World.LOOSE, loose);
                if (strict.unheld().removeIf(unheld -> !before.contains(unheld) && isOnlyGiven(unheld))) {
                    limits.merge(Limit.ONLY_GIVES.name(), 1, Integer::sum);
                }
            } else {
                walkHelper(routine);
            }
            Blocks.each(routine.body(), stmt -> {
                if (stmt.form() instanceof Stmt.Within within) {
                    walkHelper(LambdaBodies.routine(routine, within.block()));
                }
            });
        }
    }

    /** Whether the method that was walked last never takes such permits, or gives back more whenever it returns. */
    private boolean isOnlyGiven(Truth.Unheld unheld) {
        Half half = unheld.half();
        return half.isPermit()
                && (!strict.taken().contains(half)
                        || unheld.lent()
                                && loose.below().contains(half)
                                && !loose.level().contains(half));
    }

    /** A helper, or a lambda, that does both halves of one lock is judged by itself, whoever calls it; and one whose half has no other half. */
    private void walkHelper(Routine helper) {
        Truth alone = new Truth();
        Interpreter.walk(sample, helper, Interpreter.World.LOOSE, alone);
        alone.kept().stream()
                .map(Truth.Kept::half)
                .filter(half ->
                        alone.below().contains(half) && !alone.givenBack().contains(half))
                .forEach(dispatched::add);
        Set<Half> both = Locks.of(helper.body()).takenAndGiven();
        Set<Half> unpaired = unpaired();
        alone.kept().stream()
                .filter(kept -> both.contains(kept.half()) || unpaired.contains(kept.half()))
                .forEach(loose.kept()::add);
        alone.unheld().stream()
                .filter(unheld -> both.contains(unheld.half()) || unpaired.contains(unheld.half()))
                .forEach(loose.unheld()::add);
    }

    /** Locks that nobody takes, or nobody gives back. */
    private Set<Half> unpaired() {
        Set<Half> taken = new TreeSet<>();
        Set<Half> given = new TreeSet<>();
        for (Routine routine : sample.routines()) {
            Locks locks = Locks.of(routine.body());
            taken.addAll(locks.taken());
            given.addAll(locks.given());
        }
        Set<Half> unpaired = EnumSet.allOf(Half.class);
        unpaired.removeIf(half -> taken.contains(half) && given.contains(half));
        return unpaired;
    }

    // ---- from findings to paths --------------------------------------------------------------------------

    private void witness(Reported one) {
        Half half = one.half();
        if (half == null) {
            disagree(Disagreement.Kind.FALSE_ALARM, one);
            return;
        }
        Witness witness = new Witness(loose, one, half, !isEntry(one.method()));
        if (witness.isSeen()) {
            if (half.isPermit() && witness.isAnotherKind() && one.because().contains("finally-counts-on-failure")) {
                limits.merge(Limit.COUNTED_ON.name(), 1, Integer::sum);
            } else if (half.isPermit() && witness.isAnotherKind()) {
                disagree(Disagreement.Kind.WRONG_KIND, one);
            } else {
                seen.add(one.rule());
            }
        } else if (!loose.visited().contains(one.place())) {
            limits.merge(Limit.UNREACHED.name(), 1, Integer::sum);
        } else if ((one.isLeak() || one.isAttempt()) && makesUpFor(half, 1L << one.place())) {
            limits.merge(Limit.CAUSED.name(), 1, Integer::sum);
        } else if (one.isLeak() && one.because().contains("finally-counts-on-failure")) {
            limits.merge(Limit.COUNTED_ON.name(), 1, Integer::sum);
        } else if (loose.vague().contains(half)) {
            limits.merge(Limit.VAGUE.name(), 1, Integer::sum);
        } else {
            disagree(Disagreement.Kind.FALSE_ALARM, one);
        }
    }

    private void disagree(Disagreement.Kind kind, Reported one) {
        disagreements.add(Disagreement.of(kind, one));
    }

    private boolean isEntry(String method) {
        return sample.routines().stream()
                .anyMatch(routine -> routine.entry() && routine.name().equals(method));
    }

    private boolean makesUpFor(Half half, long place) {
        return loose.madeUpFor().stream().anyMatch(one -> one.half() == half && (one.places() & place) != 0);
    }

    // ---- from paths to findings --------------------------------------------------------------------------

    private void missing() {
        Set<Half> below = new TreeSet<>();
        strict.unheld().forEach(unheld -> below.add(unheld.half()));
        for (Half half : Half.values()) {
            Optional<Truth.Kept> kept = promised(half).min(Comparator.comparing(one -> one.normal() ? 0 : 1));
            boolean both = below.contains(half) && loose.kept().stream().anyMatch(one -> one.half() == half);
            Limit limit = dispatched.contains(half) ? Limit.DISPATCHER : both ? limitOfBoth(half) : null;
            if (limit == null && strict.deep().contains(half)) {
                limit = Limit.DEEP;
            } else if (limit == null && loose.isWide()) {
                limit = Limit.WIDE;
            }
            Limit known = limit;
            kept.ifPresent(
                    one -> missing(one.normal() ? "kept" : "kept by an exception", half, known, this::coversLeak));
            if (below.contains(half)) {
                missing("released unheld", half, known == null ? limitOfRelease(half) : known, this::coversUnheld);
            }
        }
    }

    /** What stays held, so far as the rules call that a fault. */
    private Stream<Truth.Kept> promised(Half half) {
        List<Truth.Kept> all = Stream.concat(strict.kept().stream(), strict.turned().stream())
                .filter(one -> one.half() == half)
                .toList();
        List<Truth.Kept> meant = all.stream().filter(this::isMeant).toList();
        if (meant.isEmpty() && !all.isEmpty()) {
            limits.merge(Limit.NOT_MEANT.name(), 1, Integer::sum);
        }
        return meant.stream();
    }

    /** Whether some path that returns gives such permits back, and is a sign that this one should (architecture.md, Intention). */
    private boolean isMeant(Truth.Kept kept) {
        if (!kept.half().isPermit()) {
            return true;
        }
        long drains = strict.drains().stream().mapToLong(place -> 1L << place).reduce(0, (a, b) -> a | b);
        long sites = kept.onlyDrained() ? kept.sites() & drains : kept.sites();
        List<Truth.Settled> settled = strict.settled().stream()
                .filter(one -> one.half() == kept.half() && (one.sites() & sites) != 0)
                .toList();
        boolean refused = settled.stream().allMatch(one -> Boolean.FALSE.equals(one.answer()));
        if (kept.normal()) {
            return !settled.isEmpty() && (!refused || Boolean.FALSE.equals(kept.answer()));
        }
        return !settled.isEmpty()
                && (!refused
                        || strict.kept().stream()
                                .noneMatch(other -> other.normal() && other.isAt(kept.half(), kept.sites())));
    }

    private @Nullable Limit limitOfBoth(Half half) {
        if (sample.routines().stream().filter(Routine::entry).count() > 1) {
            return Limit.PAIR;
        }
        return strict.givenBack().contains(half) ? null : Limit.DISPATCHER;
    }

    private @Nullable Limit limitOfRelease(Half half) {
        if (loose.ended().isEmpty()) {
            return Limit.ENDLESS;
        }
        return loose.below().contains(half) ? null : Limit.INSIDE_OUT;
    }

    private interface Cover {
        boolean covers(Reported one, Half half);
    }

    private void missing(String what, Half half, @Nullable Limit limit, Cover cover) {
        List<Reported> fitting =
                reported.stream().filter(one -> cover.covers(one, half)).toList();
        if (fitting.stream().anyMatch(one -> !one.low())) {
            return;
        }
        if (limit != null) {
            limits.merge(limit.name(), 1, Integer::sum);
        } else if (!fitting.isEmpty()) {
            limits.merge(Limit.LOW + " " + fitting.get(0).because(), 1, Integer::sum);
        } else {
            disagreements.add(new Disagreement(Disagreement.Kind.MISS, what, half, half.text() + " is " + what));
        }
    }

    private boolean coversLeak(Reported one, Half half) {
        return one.half() == half
                        && (one.isLeak() || one.isAttempt() || one.isMismatch() || one.isTwice() || one.isSecond())
                || coversAsWrongOne(one, half);
    }

    private boolean coversUnheld(Reported one, Half half) {
        return one.half() == half && (one.isUnheld() || one.isAttempt() || one.isMismatch())
                || coversAsWrongOne(one, half);
    }

    /** Tells of two locks at once. */
    private static boolean coversAsWrongOne(Reported one, Half half) {
        return one.isWrongOne()
                && one.half() != null
                && (one.half() == half || (Witness.alike(one.half()) & half.bit()) != 0);
    }
}
