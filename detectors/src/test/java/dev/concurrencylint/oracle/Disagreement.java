package dev.concurrencylint.oracle;

/**
 * The engine and the interpreter say different things.
 *
 * @param kind FALSE_ALARM: reported, and no path ends so; MISS: a path ends so, and nothing of its kind is reported
 * @param what the rule, or the kind of fault
 */
record Disagreement(Kind kind, String what, Half half, String detail) {
    enum Kind {
        FALSE_ALARM,
        MISS
    }

    boolean isLike(Disagreement other) {
        return kind == other.kind && what.equals(other.what);
    }
}
