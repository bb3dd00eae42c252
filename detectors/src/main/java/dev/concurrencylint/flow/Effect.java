package dev.concurrencylint.flow;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What a call does to its caller's holds. */
public sealed interface Effect {
    /** Nothing, as far as is known. */
    record None() implements Effect {}

    /** Several methods may run, and some of them take or give back what is told; never nothing. */
    record Vague(Lost what) implements Effect {}

    /** The call doesn't end normally. */
    record NeverReturns() implements Effect {}

    /** The target is known, and this is how it may end. */
    record Known(List<Exit> exits) implements Effect {
        public Known {
            exits = List.copyOf(exits);
        }
    }

    Effect NONE = new None();

    Effect VAGUE = new Vague(Lost.ANYTHING);

    Effect NEVER_RETURNS = new NeverReturns();

    /** A comparison under which an exit is taken. */
    record Guard(Value left, Value right, int bits) {}

    /**
     * One way for a method to end, in terms of its parameters and of statics.
     *
     * @param exceptions types that leave; empty for a normal end
     * @param returned a constant, a path, something fresh; null where nothing is known
     * @param deltas how much more often each synchroniser is held than at the entry
     * @param unsure synchronisers of which that is not known
     * @param guards what was found true of parameters and fields on the way
     * @param written fields whose content at the end is a known constant or a parameter
     * @param guarded those that are held more often and that the returned object gives back
     * @param assumed whether unknown code was assumed to throw on the way
     */
    record Exit(
            SortedSet<String> exceptions,
            @Nullable Value returned,
            Map<Value, Integer> deltas,
            Set<Value> unsure,
            List<Guard> guards,
            Map<Value, Value> written,
            Set<Value> guarded,
            boolean assumed) {
        public boolean isNormal() {
            return exceptions.isEmpty();
        }

        /** Whether the caller has permits then that it did not have. */
        boolean takesPermits() {
            return deltas.entrySet().stream()
                    .anyMatch(entry -> entry.getKey() instanceof Value.Permits && entry.getValue() > 0);
        }

        /** Whether the caller's holds stay as they were. */
        public boolean isNeutral() {
            return deltas.isEmpty() && unsure.isEmpty();
        }
    }
}
