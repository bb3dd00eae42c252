package dev.concurrencylint.program;

import dev.concurrencylint.code.FieldRef;
import java.util.List;

/**
 * What the index knows of the synchronized statements of a method without keeping its code. Being synchronized itself is none.
 *
 * @param fields static fields and fields of {@code this} whose monitors are entered, as the code names them
 * @param ofThis whether the monitor of {@code this} is entered
 * @param ofClass whether that of the class itself is, by its literal
 * @param others whether there is a statement of which only the code tells more: another object's, or an empty one
 */
public record Monitors(List<FieldRef> fields, boolean ofThis, boolean ofClass, boolean others) {
    /** No synchronized statement. */
    public static final Monitors NONE = new Monitors(List.of(), false, false, false);

    public Monitors {
        fields = List.copyOf(fields);
    }

    /** Whether there is any. */
    public boolean any() {
        return ofThis || ofClass || others || !fields.isEmpty();
    }
}
