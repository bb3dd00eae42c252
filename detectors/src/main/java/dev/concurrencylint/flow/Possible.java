package dev.concurrencylint.flow;

import dev.concurrencylint.code.Comparison;
import org.jspecify.annotations.Nullable;

/**
 * How a left value may compare with a right one: a set out of less, equal, greater. For references, less and greater both mean
 * different.
 *
 * @param bits the set
 * @param stale what was known may have changed since: it makes a contradiction doubtful, not impossible
 */
record Possible(int bits, boolean stale) {
    static final int LESS = 1;
    static final int EQUAL = 2;
    static final int GREATER = 4;
    static final int ANY = LESS | EQUAL | GREATER;
    static final int DIFFERENT = LESS | GREATER;

    static final Possible ANYTHING = new Possible(ANY, false);

    static Possible of(int bits) {
        return new Possible(bits, false);
    }

    static int bits(Comparison comparison) {
        return switch (comparison) {
            case EQ -> EQUAL;
            case NE -> DIFFERENT;
            case LT -> LESS;
            case GE -> GREATER | EQUAL;
            case GT -> GREATER;
            case LE -> LESS | EQUAL;
        };
    }

    static int compare(int left, int right) {
        return left < right ? LESS : left > right ? GREATER : EQUAL;
    }

    Possible or(Possible other) {
        return new Possible(bits | other.bits, stale || other.stale);
    }

    Possible aged() {
        return stale ? this : new Possible(bits, true);
    }

    boolean saysNothing() {
        return bits == ANY;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof Possible that && bits == that.bits && stale == that.stale;
    }

    @Override
    public int hashCode() {
        return bits * 31 + Boolean.hashCode(stale);
    }
}
