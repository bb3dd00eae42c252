package dev.concurrencylint.rules;

/**
 * A field's full name.
 *
 * @param className binary name with dots of the declaring class, where it was found
 */
public record FieldName(String className, String name) {
    /** {@code pkg.Type$Inner.field}. */
    @Override
    public String toString() {
        return className + "." + name;
    }
}
