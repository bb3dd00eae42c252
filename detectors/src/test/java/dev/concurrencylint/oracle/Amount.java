package dev.concurrencylint.oracle;

/**
 * How many permits: a number, or what a variable holds and a number.
 *
 * @param of the variable; {@code NOTHING} for a number alone
 */
record Amount(Variable of, int more) {
    static final Amount ONE = new Amount(Variable.NOTHING, 1);
    static final Amount N = new Amount(Variable.N, 0);
    static final Amount DRAINED = new Amount(Variable.DRAINED, 0);

    /** The variables that hold numbers of permits. */
    enum Variable {
        NOTHING,
        /** The parameter {@code n} of a method that has one. */
        N,
        /** The local {@code d}: what the method drained last. */
        DRAINED
    }

    static Amount of(int number) {
        return new Amount(Variable.NOTHING, number);
    }

    boolean isOne() {
        return equals(ONE);
    }

    boolean isDrained() {
        return of == Variable.DRAINED;
    }

    /** The amount as an expression. */
    String text() {
        if (of == Variable.NOTHING) {
            return String.valueOf(more);
        }
        String name = of == Variable.N ? "n" : "d";
        return more == 0 ? name : name + " + " + more;
    }
}
