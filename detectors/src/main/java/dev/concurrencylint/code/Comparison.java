package dev.concurrencylint.code;

/** What a branch asks of two operands. */
public enum Comparison {
    EQ,
    NE,
    LT,
    GE,
    GT,
    LE
}
