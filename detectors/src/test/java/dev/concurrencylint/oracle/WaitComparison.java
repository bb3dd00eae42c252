package dev.concurrencylint.oracle;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds findings about waiting and waking against paths, both ways: each is about one call. */
final class WaitComparison {
    private final Sample sample;
    private final Truth strict;
    private final Truth loose;
    private final List<Reported> reported;
    /** Locks of which another fault is told. */
    private final Set<@Nullable Half> spoiled;

    private final List<Disagreement> disagreements;
    private final Map<String, Integer> limits;

    /**
     * Takes what was walked.
     *
     * @param disagreements takes them
     * @param limits takes how much falls under which
     */
    WaitComparison(
            Sample sample,
            Truth strict,
            Truth loose,
            List<Reported> reported,
            List<Disagreement> disagreements,
            Map<String, Integer> limits) {
        this.sample = sample;
        this.strict = strict;
        this.loose = loose;
        this.reported = reported.stream().filter(Reported::isAboutWaiting).toList();
        this.spoiled = reported.stream()
                .filter(one -> one.isCompared() && !one.low())
                .map(Reported::half)
                .collect(Collectors.toSet());
        this.disagreements = disagreements;
        this.limits = limits;
    }

    /** @param seen takes the rules of the findings that paths bear out */
    void compare(List<String> seen) {
        for (Reported one : reported) {
            if (one.low()) {
                continue;
            }
            if (isSeen(one, loose)) {
                seen.add(one.rule());
            } else if (!loose.visited().contains(one.place())) {
                limits.merge(Limit.UNREACHED.name(), 1, Integer::sum);
            } else if (isSeen(one, looser())) {
                limits.merge(Limit.CALLED.name(), 1, Integer::sum);
            } else {
                disagreements.add(Disagreement.of(Disagreement.Kind.FALSE_ALARM, one));
            }
        }
        strict.confused().forEach(place -> missing(Reported.CONFUSED, place, null));
        Set<Truth.Open> open = new LinkedHashSet<>(strict.open());
        open.removeIf(Truth.Open::isConfused); // told as that
        open.forEach(one -> missing(one.rule(), one.place(), one.spot()));
    }

    /** What goes wrong where callees are judged for whatever callers may have. */
    private Truth looser() {
        Truth looser = new Truth();
        sample.routines().stream()
                .filter(Sample.Routine::entry)
                .forEach(entry -> Interpreter.walk(sample, entry, Interpreter.World.LOOSER, looser));
        return looser;
    }

    private static boolean isSeen(Reported one, Truth loose) {
        if (one.isNested()) {
            return loose.nested().contains(one.place());
        }
        return one.isConfused()
                ? loose.confused().contains(one.place())
                : loose.open().stream()
                        .anyMatch(open -> open.place() == one.place()
                                && open.spot() == one.spot()
                                && open.rule().equals(one.rule()));
    }

    /** Whether the method with that place calls a helper that asks what is held. */
    private boolean isAsked(int place) {
        return sample.routines().stream()
                .filter(routine -> {
                    boolean[] has = {false};
                    Blocks.each(routine.body(), stmt -> has[0] |= stmt.line() - JavaText.HEADER == place);
                    return has[0];
                })
                .flatMap(routine -> Called.by(sample, routine).stream().filter(called -> !called.equals(routine)))
                .anyMatch(called -> {
                    boolean[] asks = {false};
                    Blocks.each(
                            called.body(),
                            stmt -> stmt.withCond(cond -> {
                                asks[0] |= cond.asksHolder();
                                return cond;
                            }));
                    return asks[0];
                });
    }

    /** @param spot null where any will do */
    private void missing(String rule, int place, @Nullable Spot spot) {
        List<Reported> fitting = reported.stream()
                .filter(one -> one.rule().equals(rule) && one.place() == place && (spot == null || one.spot() == spot))
                .toList();
        if (fitting.stream().anyMatch(one -> !one.low())) {
            return;
        }
        Half half = spot == null ? null : spot.half();
        if (half != null && loose.deep().contains(half)) {
            limits.merge(Limit.DEEP.name(), 1, Integer::sum);
        } else if (half != null && loose.isWide()) {
            limits.merge(Limit.WIDE.name(), 1, Integer::sum);
        } else if (half != null && spoiled.contains(half)) {
            limits.merge(Limit.SPOILED.name(), 1, Integer::sum);
        } else if (isAsked(place)) {
            limits.merge(Limit.ASKED.name(), 1, Integer::sum);
        } else if (!fitting.isEmpty()) {
            limits.merge(Limit.LOW + " " + fitting.get(0).because(), 1, Integer::sum);
        } else {
            disagreements.add(new Disagreement(
                    Disagreement.Kind.MISS, rule, half, "line " + (place + JavaText.HEADER) + ": no " + rule));
        }
    }
}
