package dev.concurrencylint.oracle;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One exact state of a run: how often each lock is held, how many permits are, where they were taken since the last was free, and the
 * variables. Places are lines less the header's, below 64. Never changed after it was made.
 */
final class State {
    private static final int HALVES = Half.ALL.size();
    private static final int LOCALS = 0;
    private static final int PARAMETERS = 4;
    private static final int FIELDS = 8;
    private static final int KNOWN = 12;
    private static final int SPOILED = 16;
    private static final int DRAINED = 17;
    private static final int VAGUE = 20;
    private static final int MISSED = HALVES;
    private static final int VARIABLES = HALVES + 1;
    private static final int KEPT = HALVES + 2;
    private static final int MARKS = HALVES + 4;
    private static final long FRAME = 0xFF;

    /** What happened to the permits of a semaphore since the last was free: a set of places each. */
    enum Mark {
        /** Attempts that got some. */
        GOT(0),
        /** Acquires that waited for more although an attempt had got some. */
        TWICE(1),
        /** What was taken after that. */
        MORE(2),
        /** Releases that left some of what was taken at once. */
        PARTLY(3),
        /** Acquires and attempts that did not get what they asked for. */
        SECOND(4),
        /** Acquires of which everything was given back; kept while the path goes on. */
        SETTLED(5),
        /** Releases that left some of the only thing that was taken. */
        SPLIT(6),
        /** Acquires and attempts that got something after others had not. */
        PAST(7);

        private final int index;

        Mark(int index) {
            this.index = index;
        }
    }

    /** Parts of numbers: for each half the constants, then those of the method's argument, then of what was drained; then monitors. */
    private static final int MONITORS = 3 * HALVES;

    private static final int ARGUMENT = MONITORS + Spot.ALL.size();

    private static final int BOUND = ARGUMENT + 4;
    private static final int HANDED = ARGUMENT + 5;
    private static final int GUARDS = ARGUMENT + 6;
    /** Guards that may be kept at once. */
    private static final int MOST_GUARDS = 6;

    private static final int NUMBERS = GUARDS + MOST_GUARDS;

    static final State START = new State(
                    new byte[NUMBERS], new long[MARKS + Mark.values().length * HALVES], new Lots[] {Lots.NONE, Lots.NONE
                    })
            .argument(new Count(0, 1, 0));

    private final byte[] numbers;
    /** A set of places for each half, the attempts that failed unseen, the variables, of which attempt a local is the answer, and marks. */
    private final long[] sets;

    /** What is held of each semaphore. */
    private final Lots[] lots;

    private State(byte[] numbers, long[] sets, Lots[] lots) {
        this.numbers = numbers;
        this.sets = sets;
        this.lots = lots;
    }

    /** How much is held. */
    Count number(Half half) {
        int at = half.index();
        return new Count(numbers[at], numbers[HALVES + at], numbers[2 * HALVES + at]);
    }

    boolean isHeld(Half half) {
        return number(half).isPositive();
    }

    /** Where what is held of the half may have been taken. */
    long sites(Half half) {
        return half.isPermit() ? lots(half).places() : sets[half.index()];
    }

    /** The permits that are held. */
    Lots lots(Half half) {
        return lots[half.index() - Half.S.index()];
    }

    private void lots(Half half, Lots changed) {
        lots[half.index() - Half.S.index()] = changed;
    }

    long marked(Mark mark, Half half) {
        return sets[index(mark, half)];
    }

    private static int index(Mark mark, Half half) {
        return MARKS + mark.index * HALVES + half.index();
    }

    State marking(Mark mark, Half half, long places) {
        State next = copy();
        next.sets[index(mark, half)] |= places;
        return next;
    }

    /** How much of everything is held, as one number. */
    int counts() {
        return Arrays.hashCode(Arrays.copyOf(numbers, MONITORS));
    }

    /** The halves that are held. */
    int held() {
        int held = 0;
        for (Half half : Half.ALL) {
            held |= isHeld(half) ? half.bit() : 0;
        }
        return held;
    }

    /** Attempts that failed and whose answer nobody has looked at. */
    long missed() {
        return sets[MISSED];
    }

    /** @param places the acquire, and the calls that lead to it */
    State acquired(Half half, Count amount, long places) {
        State next = copy();
        next.change(half, number(half).plus(amount));
        if (next.isHeld(half) && half.isPermit()) {
            Count held = isHeld(half) ? amount : next.number(half);
            next.lots(half, lots(half).with(new Lots.Lot(places, held)));
        } else if (next.isHeld(half)) {
            next.sets[half.index()] |= places;
        }
        return next;
    }

    State released(Half half, Count amount) {
        State next = copy();
        next.change(half, number(half).minus(amount));
        if (!next.isHeld(half)) {
            next.free(half);
        } else if (half.isPermit()) {
            next.sets[index(Mark.SETTLED, half)] |= lots(half).settledBy(amount);
            next.lots(half, lots(half).without(amount, next.number(half)));
        }
        return next;
    }

    private void change(Half half, Count number) {
        int at = half.index();
        numbers[at] = (byte) number.constant();
        numbers[HALVES + at] = (byte) number.n();
        numbers[2 * HALVES + at] = (byte) number.drained();
    }

    private void free(Half half) {
        long settled = sets[index(Mark.SETTLED, half)] | sites(half);
        clear(half);
        sets[index(Mark.SETTLED, half)] = half.isPermit() ? settled : 0;
    }

    private void clear(Half half) {
        sets[half.index()] = 0;
        if (half.isPermit()) {
            lots(half, Lots.NONE);
        }
        for (Mark mark : Mark.values()) {
            sets[index(mark, half)] = 0;
        }
    }

    /** Whether nobody can tell how much is held. */
    boolean isVague(Half half) {
        return bit(VAGUE + half.index());
    }

    /** Nobody can tell any more how much is held: nothing is concluded from this half on this path. */
    State vague(Half half) {
        State next = with(VAGUE + half.index(), true);
        next.change(half, Count.ZERO);
        next.clear(half);
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

    // ---- amounts -----------------------------------------------------------------------------------------

    /** What the expression comes to. */
    Count value(Amount amount) {
        Count base = switch (amount.of()) {
            case NOTHING -> Count.ZERO;
            case N -> new Count(numbers[ARGUMENT], numbers[ARGUMENT + 1], numbers[ARGUMENT + 2]);
            case DRAINED -> new Count(0, 0, numbers[ARGUMENT + 3]);
        };
        return base.plus(new Count(amount.more(), 0, 0));
    }

    private State argument(Count number) {
        State next = copy();
        next.numbers[ARGUMENT] = (byte) number.constant();
        next.numbers[ARGUMENT + 1] = (byte) number.n();
        next.numbers[ARGUMENT + 2] = (byte) number.drained();
        return next;
    }

    /** The method's number grows by one. */
    State bumped() {
        return argument(value(new Amount(Amount.Variable.N, 1)));
    }

    /** Whether something was drained on the way: what is drained then is another number. */
    boolean hasDrained() {
        return bit(DRAINED);
    }

    /** The local holds what was drained. */
    State drained() {
        State next = with(DRAINED, true);
        next.numbers[ARGUMENT + 3] = 1;
        return next;
    }

    // ---- monitors ----------------------------------------------------------------------------------------

    boolean isEntered(Spot spot) {
        return numbers[MONITORS + spot.index()] > 0;
    }

    State entering(Spot spot) {
        State next = copy();
        next.numbers[MONITORS + spot.index()]++;
        return next;
    }

    State leaving(Spot spot) {
        State next = copy();
        next.numbers[MONITORS + spot.index()]--;
        return next;
    }

    // ---- what is bound and handed over -------------------------------------------------------------------

    /** What the local is bound to; null for nothing. */
    Stmt.@Nullable Bind bound() {
        int code = numbers[BOUND] - 1;
        return code < 0 ? null : new Stmt.Bind(Half.ALL.get(code / 2), code % 2 != 0, false);
    }

    State bound(Stmt.Bind bind) {
        State next = copy();
        next.numbers[BOUND] = (byte) (1 + 2 * bind.half().index() + (bind.take() ? 1 : 0));
        return next;
    }

    /** What the guard gives back that was just returned; null for none. */
    @Nullable
    Half handed() {
        return numbers[HANDED] == 0 ? null : Half.ALL.get(numbers[HANDED] - 1);
    }

    State handing(@Nullable Half half) {
        State next = copy();
        next.numbers[HANDED] = (byte) (half == null ? 0 : half.index() + 1);
        return next;
    }

    /** What the guard at that depth gives back; null for none. */
    @Nullable
    Half guard(int depth) {
        return numbers[GUARDS + depth] == 0 ? null : Half.ALL.get(numbers[GUARDS + depth] - 1);
    }

    /** The guard that was just returned is kept at that depth. */
    State keepingGuard(int depth) {
        State next = handing(null);
        next.numbers[GUARDS + depth] = numbers[HANDED];
        return next;
    }

    /** There is no guard at that depth any more. */
    State forgettingGuard(int depth) {
        State next = copy();
        next.numbers[GUARDS + depth] = 0;
        return next;
    }

    // ---- frames ------------------------------------------------------------------------------------------

    /** The start of a method that is given that number. */
    State entered(Count number) {
        State next = argument(number);
        next.sets[VARIABLES] &= ~FRAME;
        Arrays.fill(next.numbers, ARGUMENT + 3, NUMBERS, (byte) 0);
        return next;
    }

    /** The same, with the variables of another state: a method has returned to it. */
    State inFrameOf(State outer) {
        State next = copy();
        next.sets[VARIABLES] = next.sets[VARIABLES] & ~FRAME | outer.sets[VARIABLES] & FRAME;
        System.arraycopy(outer.numbers, ARGUMENT, next.numbers, ARGUMENT, NUMBERS - ARGUMENT);
        next.numbers[HANDED] = numbers[HANDED];
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
        return new State(numbers.clone(), sets.clone(), lots.clone());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof State state
                && Arrays.equals(numbers, state.numbers)
                && Arrays.equals(sets, state.sets)
                && Arrays.equals(lots, state.lots);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(numbers) + Arrays.hashCode(sets)) + Arrays.hashCode(lots);
    }
}
