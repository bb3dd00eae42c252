package dev.concurrencylint.facts;

/** How likely it is that an exception is thrown where it may be. Declared from the likeliest down. */
public enum Likelihood {
    /** An explicit throw, or a checked exception that the callee declares. */
    CERTAIN,
    /** A statement that throws it was seen, the callee's contract tells of it, or code that is handed in is run. */
    LIKELY,
    /** Code that nobody has seen, and statements that only tell a caller of its own mistake. */
    ASSUMED
}
