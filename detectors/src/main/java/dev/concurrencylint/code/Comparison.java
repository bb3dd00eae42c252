package dev.concurrencylint.code;

/** What a branch asks of two operands. */
public enum Comparison {
    EQ,
    NE,
    LT,
    GE,
    GT,
    LE;

    /** What is so where this isn't. */
    public Comparison negated() {
        return switch (this) {
            case EQ -> NE;
            case NE -> EQ;
            case LT -> GE;
            case GE -> LT;
            case GT -> LE;
            case LE -> GT;
        };
    }

    /** @param sign of the left operand compared with the right one */
    public boolean holds(int sign) {
        return switch (this) {
            case EQ -> sign == 0;
            case NE -> sign != 0;
            case LT -> sign < 0;
            case GE -> sign >= 0;
            case GT -> sign > 0;
            case LE -> sign <= 0;
        };
    }
}
