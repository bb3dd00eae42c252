package dev.concurrencylint.models;

/** What becomes of code that a method is given. */
public enum Delivery {
    /** Other code has it, and runs it when it likes. */
    KEPT,
    /** The same, and it may well be another thread that runs it. */
    PERHAPS_ELSEWHERE,
    /** Another thread runs it. */
    ELSEWHERE
}
