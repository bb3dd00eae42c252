package dev.concurrencylint.check;

import dev.concurrencylint.rules.Severity;

/** The threshold of the gate. */
public enum FailOn {
    ERROR,
    WARNING,
    NOTE,
    NEVER;

    /** Whether a finding of that severity fails the gate. */
    public boolean isReachedBy(Severity severity) {
        return switch (this) {
            case ERROR -> severity == Severity.ERROR;
            case WARNING -> severity != Severity.NOTE;
            case NOTE -> true;
            case NEVER -> false;
        };
    }
}
