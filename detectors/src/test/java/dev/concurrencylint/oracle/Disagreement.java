package dev.concurrencylint.oracle;

import org.jspecify.annotations.Nullable;

/**
 * The engine and the interpreter say different things.
 *
 * @param kind FALSE_ALARM: reported, and no path ends so; MISS: a path ends so, and nothing of its kind is
 *     reported; WRONG_KIND: every path that ends as reported is another rule's
 * @param what the rule, or the kind of fault
 */
record Disagreement(Kind kind, String what, @Nullable Half half, String detail) {
    enum Kind {
        FALSE_ALARM,
        MISS,
        WRONG_KIND
    }

    /** What is wrong with a finding. */
    static Disagreement of(Kind kind, Reported one) {
        return new Disagreement(
                kind,
                one.rule(),
                one.half(),
                "line " + (one.place() + JavaText.HEADER) + ": " + one.message() + " [" + one.because() + "]");
    }

    boolean isLike(Disagreement other) {
        return kind == other.kind && what.equals(other.what);
    }
}
