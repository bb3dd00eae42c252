package dev.concurrencylint.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Giving permits back in one alternative. How many is a value: a constant, what a variable holds, a sum. Permits that were taken
 * together may be given back apart and the other way round; amounts of which nobody can tell whether they agree make what is held
 * unsure.
 */
final class Amounts {
    private static final Value NONE = new Value.Int(0);

    private final Events events;
    private final BiPredicate<Integer, Integer> inLoopWithout;

    /** @param inLoopWithout whether the first instruction is in a loop in which the second is not */
    Amounts(Events events, BiPredicate<Integer, Integer> inLoopWithout) {
        this.events = events;
        this.inLoopWithout = inLoopWithout;
    }

    /** What is held of that semaphore, by its name or by one that looks the same; the earliest first. */
    static List<Value.Permits> of(Value semaphore, Alternative in) {
        List<Value.Permits> held = new ArrayList<>();
        Value look = semaphore.look();
        in.holds().forEach((name, hold) -> {
            if (hold.isHeld()
                    && name instanceof Value.Permits permits
                    && permits.semaphore().look().equals(look)) {
                held.add(permits);
            }
        });
        return held;
    }

    /** Whether any permits are held. */
    static boolean isAny(Map<Value, Hold> holds) {
        return holds.entrySet().stream()
                .anyMatch(entry -> entry.getValue().isHeld() && entry.getKey() instanceof Value.Permits);
    }

    /** Nothing is sure of that semaphore any more. */
    static void unsure(Value semaphore, Alternative in) {
        in.hold(new Value.Permits(semaphore, NONE), Hold.UNSURE);
        of(semaphore, in).forEach(permits -> in.hold(permits, new Hold(0, true, sites(permits, in))));
    }

    /**
     * Gives back what is held, as far as that is possible.
     *
     * @return what is given back besides: null for nothing, or for what nobody can tell
     */
    Value.@Nullable Permits release(int at, Value.Permits given, Alternative in) {
        List<Value.Permits> held = of(given.semaphore(), in);
        if (held.stream().anyMatch(permits -> isUnsure(permits, in))) {
            unsure(given.semaphore(), in);
            return null;
        }
        boolean apart = held.stream()
                .anyMatch(permits -> sites(permits, in).stream().anyMatch(site -> inLoopWithout.test(at, site)));
        Sum left = Sum.of(given.amount());
        for (Value.Permits permits : held) {
            if (Sum.of(permits.amount()).equals(left)) {
                settle(at, permits, NONE, in);
                left = new Sum(List.of(), 0);
                break;
            }
        }
        for (Value.Permits permits : held) {
            Sum whole = Sum.of(permits.amount());
            for (int times = times(permits, in); times > 0 && !isNothing(left); times--) {
                left = settle(at, permits, whole, left, in);
            }
        }
        boolean anything = !of(given.semaphore(), in).isEmpty();
        if (isNothing(left)) {
            if (apart && anything) {
                unsure(given.semaphore(), in); // how often the loop turns, nobody knows
            }
            return null;
        }
        if (anything || !held.isEmpty() && !left.isConstant()) {
            unsure(given.semaphore(), in);
            return null;
        }
        return new Value.Permits(given.semaphore(), left.value());
    }

    /** Gives back as much of one hold as possible; what is left to give back then. */
    private Sum settle(int at, Value.Permits permits, Sum whole, Sum given, Alternative in) {
        Sum rest = whole.without(given);
        if (rest != null && rest.constant() >= 0) {
            settle(at, permits, rest.value(), in);
            return new Sum(List.of(), 0);
        }
        Sum more = given.without(whole);
        if (more != null && more.constant() >= 0) {
            settle(at, permits, NONE, in);
            return more;
        }
        return given;
    }

    private static boolean isNothing(Sum sum) {
        return sum.isConstant() && sum.constant() == 0;
    }

    /** Gives one of those holds back, but for a rest. */
    private void settle(int at, Value.Permits permits, Value rest, Alternative in) {
        Hold hold = in.holds().getOrDefault(permits, Hold.UNSURE);
        List<Integer> first = hold.first();
        in.hold(permits, hold.plus(-1, at));
        if (rest.equals(NONE)) {
            in.discharge(first);
            events.discharge(at, permits, first);
            return;
        }
        Value.Permits kept = new Value.Permits(permits.semaphore(), rest);
        for (int site : first) {
            in.hold(
                    kept,
                    in.holds().getOrDefault(kept, new Hold(0, false, List.of())).plus(1, site));
            events.partly(at, site);
        }
    }

    private static boolean isUnsure(Value.Permits permits, Alternative in) {
        Hold hold = in.holds().get(permits);
        return hold != null && hold.unsure();
    }

    private static int times(Value.Permits permits, Alternative in) {
        Hold hold = in.holds().get(permits);
        return hold == null ? 0 : hold.count();
    }

    private static List<Integer> sites(Value.Permits permits, Alternative in) {
        Hold hold = in.holds().get(permits);
        return hold == null ? List.of() : hold.sites();
    }
}
