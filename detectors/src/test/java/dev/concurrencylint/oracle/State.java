package dev.concurrencylint.oracle;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One exact state of a run: how often each lock is held, where it was taken since it was last free, and the variables. Places are
 * lines less the header's, below 64. Never changed after it was made.
 */
final class State {
    private static final int HALVES = Half.values().length;
    private static final int LOCALS = 0;
    private static final int PARAMETERS = 4;
    private static final int FIELDS = 8;
    private static final int KNOWN = 12;
    private static final int SPOILED = 16;
    private static final int MISSED = HALVES;
    private static final int VARIABLES = HALVES + 1;
    private static final int KEPT = HALVES + 2;

    static final State START = new State(new byte[HALVES], new long[HALVES + 4]);

    private final byte[] counts;
    /** A set of places for each lock, the attempts that failed unseen, the variables, and of which attempt a local is the answer. */
    private final long[] sets;

    private State(byte[] counts, long[] sets) {
        this.counts = counts;
        this.sets = sets;
    }

    int count(Half half) {
        return counts[half.index()];
    }

    /** Where the lock was taken since it was last free. */
    long sites(Half half) {
        return sets[half.index()];
    }

    /** How often each lock is held, as one number. */
    int counts() {
        return Arrays.hashCode(counts);
    }

    /** The locks that are held. */
    int held() {
        int held = 0;
        for (int i = 0; i < HALVES; i++) {
            held |= counts[i] > 0 ? 1 << i : 0;
        }
        return held;
    }

    /** Attempts that failed and whose answer nobody has looked at. */
    long missed() {
        return sets[MISSED];
    }

    /** @param places the acquire, and the calls that lead to it */
    State acquired(Half half, long places) {
        State next = copy();
        int at = half.index();
        next.counts[at]++;
        if (next.counts[at] > 0) {
            next.sets[at] |= places;
        }
        return next;
    }

    State released(Half half) {
        State next = copy();
        int at = half.index();
        next.counts[at]--;
        if (next.counts[at] <= 0) {
            next.sets[at] = 0;
        }
        return next;
    }

    State missed(long places) {
        State next = copy();
        next.sets[MISSED] |= places;
        return next;
    }

    /** A fault has happened on the way. */
    boolean isSpoiled() {
        return bit(SPOILED);
    }

    State spoiled() {
        return with(SPOILED, true);
    }

    /** The local is the answer of an attempt. */
    State keeping(int local, long places) {
        State next = copy();
        next.sets[KEPT + local] = places;
        return next;
    }

    /** The local is looked at. */
    State looked(int local) {
        if ((sets[KEPT + local] & sets[MISSED]) == 0) {
            return this;
        }
        State next = copy();
        next.sets[MISSED] &= ~sets[KEPT + local];
        return next;
    }

    boolean local(int index) {
        return bit(LOCALS + index);
    }

    State local(int index, boolean value) {
        return with(LOCALS + index, value);
    }

    boolean parameter(int index) {
        return bit(PARAMETERS + index);
    }

    State parameter(int index, boolean value) {
        return with(PARAMETERS + index, value);
    }

    /** The field's content; null where any may be found there. */
    @Nullable
    Boolean field(int index) {
        return bit(KNOWN + index) ? (Boolean) bit(FIELDS + index) : null;
    }

    State field(int index, boolean value) {
        return with(KNOWN + index, true).with(FIELDS + index, value);
    }

    /** Nothing is known of the field any more. */
    State forgetting(int index) {
        return with(KNOWN + index, false).with(FIELDS + index, false);
    }

    /** The variables of a method that calls another. */
    long frame() {
        return sets[VARIABLES] & 0xFF;
    }

    State frame(long frame) {
        State next = copy();
        next.sets[VARIABLES] = next.sets[VARIABLES] & ~0xFFL | frame;
        return next;
    }

    private boolean bit(int bit) {
        return (sets[VARIABLES] >> bit & 1) != 0;
    }

    private State with(int bit, boolean value) {
        State next = copy();
        long mask = 1L << bit;
        next.sets[VARIABLES] = value ? next.sets[VARIABLES] | mask : next.sets[VARIABLES] & ~mask;
        return next;
    }

    private State copy() {
        return new State(counts.clone(), sets.clone());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof State state && Arrays.equals(counts, state.counts) && Arrays.equals(sets, state.sets);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(counts) + Arrays.hashCode(sets);
    }
}
