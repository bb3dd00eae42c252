package dev.concurrencylint.program;

/**
 * What a field's declaration says that guards it.
 *
 * @param className internal name of the class that declares the field
 * @param field the field's name
 * @param words as the declaration has them: {@code this}, {@code lock}, {@code Type.class}
 * @param isComment whether a comment says so, and no annotation
 */
public record DeclaredGuard(String className, String field, String words, boolean isComment) {}
