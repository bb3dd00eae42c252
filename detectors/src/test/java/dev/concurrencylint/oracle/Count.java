package dev.concurrencylint.oracle;

/**
 * A number of permits as a sum: so many, and so many times what the method was given, and what it drained.
 *
 * @param n how many times the entry's argument, which is at least one
 * @param drained how many times the answer of {@code drainPermits()}, which is at least one where it matters
 */
record Count(int constant, int n, int drained) {
    static final Count ZERO = new Count(0, 0, 0);
    static final Count ONE = new Count(1, 0, 0);

    Count plus(Count other) {
        return new Count(constant + other.constant, n + other.n, drained + other.drained);
    }

    Count minus(Count other) {
        return new Count(constant - other.constant, n - other.n, drained - other.drained);
    }

    boolean isPositive() {
        return constant >= 0 && n >= 0 && drained >= 0 && !equals(ZERO);
    }

    boolean isNegative() {
        return constant <= 0 && n <= 0 && drained <= 0 && !equals(ZERO);
    }

    /** Whether its sign depends on what the variables hold. */
    boolean isUnsure() {
        return !isPositive() && !isNegative() && !equals(ZERO);
    }
}
