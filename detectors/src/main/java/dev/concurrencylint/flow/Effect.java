package dev.concurrencylint.flow;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What a call does to its caller's holds. */
public sealed interface Effect {
    /** Nothing, as far as is known. */
    record None() implements Effect {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof None;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    /** Several methods may run, and some of them take or give back what is told; never nothing. */
    record Vague(Lost what) implements Effect {}

    /** The call doesn't end normally. */
    record NeverReturns() implements Effect {}

    /** The target is known, and this is how it may end. */
    record Known(List<Exit> exits) implements Effect {
        public Known {
            exits = List.copyOf(exits);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Known that && exits.equals(that.exits);
        }

        @Override
        public int hashCode() {
            return exits.hashCode();
        }
    }

    Effect NONE = new None();

    Effect VAGUE = new Vague(Lost.ANYTHING);

    Effect NEVER_RETURNS = new NeverReturns();

    /** A comparison under which an exit is taken. */
    record Guard(Value left, Value right, int bits) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Guard that
                            && bits == that.bits
                            && left.equals(that.left)
                            && right.equals(that.right);
        }

        @Override
        public int hashCode() {
            return (left.hashCode() * 31 + right.hashCode()) * 31 + bits;
        }
    }

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

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Exit that
                            && assumed == that.assumed
                            && exceptions.equals(that.exceptions)
                            && Objects.equals(returned, that.returned)
                            && deltas.equals(that.deltas)
                            && unsure.equals(that.unsure)
                            && guards.equals(that.guards)
                            && written.equals(that.written)
                            && guarded.equals(that.guarded);
        }

        @Override
        public int hashCode() {
            int hash = exceptions.hashCode();
            hash = 31 * hash + Objects.hashCode(returned);
            hash = 31 * hash + deltas.hashCode();
            hash = 31 * hash + unsure.hashCode();
            hash = 31 * hash + guards.hashCode();
            hash = 31 * hash + written.hashCode();
            hash = 31 * hash + guarded.hashCode();
            hash = 31 * hash + Boolean.hashCode(assumed);
            return hash;
        }
    }
}
