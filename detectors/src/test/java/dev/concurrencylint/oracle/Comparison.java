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

    /**
     * What came out.
     *
     * @param limits how many missing findings fall under which limit
     */
    record Verdict(List<Disagreement> disagreements, Map<String, Integer> limits) {}

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
        return new Verdict(comparison.disagreements, comparison.limits);
    }

    private void walk() {
        for (Routine routine : sample.routines()) {
            if (routine.entry()) {
                Interpreter.walk(sample, routine, Interpreter.World.STRICT, strict);
                Interpreter.walk(sample, routine, Interpreter.World.LOOSE, loose);
            } else {
                walkHelper(routine);
            }
        }
    }

    /** A helper that does both halves of one lock is judged by itself, whoever calls it; and one whose half has no other half. */
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
        long place = 1L << one.place();
        boolean seen;
        if (one.isLeak()) {
            boolean normal = one.rule().equals("LOCK_NOT_RELEASED");
            boolean anyEnd = !isEntry(one.method()); // how the helper ends, not how its callers do
            seen = loose.kept().stream()
                    .anyMatch(kept -> kept.half() == one.half()
                            && (anyEnd || kept.normal() == normal)
                            && (kept.sites() & place) != 0);
        } else if (one.isUnheld()) {
            seen = loose.unheld().stream()
                    .anyMatch(unheld -> unheld.half() == one.half() && (unheld.places() & place) != 0);
        } else if (one.isWrongOne()) {
            int alike = alike(one.half());
            seen = loose.unheld().stream()
                    .anyMatch(unheld -> unheld.half() == one.half()
                            && (unheld.places() & place) != 0
                            && (unheld.held() & alike) != 0);
        } else {
            seen = loose.unheld().stream()
                            .anyMatch(unheld -> unheld.half() == one.half() && (unheld.missed() & place) != 0)
                    || loose.kept().stream().anyMatch(kept -> kept.half() == one.half() && (kept.sites() & place) != 0);
        }
        if (!seen && !loose.visited().contains(one.place())) {
            limits.merge(Limit.UNREACHED.name(), 1, Integer::sum);
        } else if (!seen && (one.isLeak() || one.isAttempt()) && settles(one.half(), place)) {
            limits.merge(Limit.CAUSED.name(), 1, Integer::sum);
        } else if (!seen && one.isLeak() && one.because().contains("finally-counts-on-failure")) {
            limits.merge(Limit.COUNTED_ON.name(), 1, Integer::sum);
        } else if (!seen) {
            disagreements.add(new Disagreement(
                    Disagreement.Kind.FALSE_ALARM,
                    one.rule(),
                    one.half(),
                    "line " + (one.place() + JavaText.HEADER) + ": " + one.message() + " [" + one.because() + "]"));
        }
    }

    private boolean isEntry(String method) {
        return sample.routines().stream()
                .anyMatch(routine -> routine.entry() && routine.name().equals(method));
    }

    private boolean settles(Half half, long place) {
        return loose.settled().stream().anyMatch(one -> one.half() == half && (one.places() & place) != 0);
    }

    private static int alike(Half half) {
        return switch (half) {
            case A -> Half.C.bit();
            case C -> Half.A.bit();
            case READ -> Half.WRITE.bit();
            case WRITE -> Half.READ.bit();
            case B -> 0;
        };
    }

    // ---- from paths to findings --------------------------------------------------------------------------

    private void missing() {
        Set<Half> below = new TreeSet<>();
        strict.unheld().forEach(unheld -> below.add(unheld.half()));
        for (Half half : Half.values()) {
            Optional<Truth.Kept> kept = strict.kept().stream()
                    .filter(one -> one.half() == half)
                    .min(Comparator.comparing(one -> one.normal() ? 0 : 1));
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
        return one.half() == half && (one.isLeak() || one.isAttempt()) || coversAsWrongOne(one, half);
    }

    private boolean coversUnheld(Reported one, Half half) {
        return one.half() == half && (one.isUnheld() || one.isAttempt()) || coversAsWrongOne(one, half);
    }

    /** Tells of two locks at once. */
    private static boolean coversAsWrongOne(Reported one, Half half) {
        return one.isWrongOne() && (one.half() == half || (alike(one.half()) & half.bit()) != 0);
    }
}
