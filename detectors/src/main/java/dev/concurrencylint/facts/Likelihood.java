package dev.concurrencylint.facts;

/** How likely it is that an exception is thrown where it may be. Declared from the likeliest down. */
public enum Likelihood {
    /** An explicit throw, or a checked exception that the callee declares. */
    CERTAIN,
    /** Unknown code, callbacks, task submission. */
    LIKELY
}
