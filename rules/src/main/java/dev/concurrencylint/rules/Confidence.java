package dev.concurrencylint.rules;

/** How sure the analysis is of a finding, computed from its evidence. Declared from the surest down. */
public enum Confidence {
    /** The analysis followed every step. */
    HIGH,
    /** One step is assumed: an unknown callee may throw, an interface has one known implementation. */
    MEDIUM,
    /** Evidence points both ways. */
    LOW
}
