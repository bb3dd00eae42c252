package dev.concurrencylint.rules;

/** How bad a finding is if it is true; fixed by its rule. Declared from the worst down. */
public enum Severity {
    ERROR,
    WARNING,
    NOTE
}
