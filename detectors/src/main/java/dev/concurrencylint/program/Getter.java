package dev.concurrencylint.program;

import dev.concurrencylint.code.FieldRef;

/**
 * The shape of a method that only returns a field.
 *
 * @param onThis false for a static field
 */
public record Getter(FieldRef field, boolean onThis) {}
