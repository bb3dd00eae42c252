package dev.concurrencylint.code;

/** How a call finds its target. */
public enum CallKind {
    STATIC,
    /** Private methods, constructors, {@code super} calls: the named method itself. */
    SPECIAL,
    VIRTUAL,
    INTERFACE
}
