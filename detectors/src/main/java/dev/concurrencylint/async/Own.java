package dev.concurrencylint.async;

import dev.concurrencylint.flow.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of its own thread a method has in hand, by its own names.
 *
 * @param objects what the thread serves
 * @param futures what only the thread completes
 */
record Own(Set<Value> objects, Set<Value> futures) {
    static final Own NOTHING = new Own(Set.of(), Set.of());

    Own {
        objects = Set.copyOf(objects);
        futures = Set.copyOf(futures);
    }

    /** The same by the names of a method that is given the operands. */
    Own given(List<Value> operands) {
        return new Own(renamed(objects, operands), renamed(futures, operands));
    }

    private static Set<Value> renamed(Set<Value> values, List<Value> operands) {
        Set<Value> renamed = new HashSet<>();
        for (Value value : values) {
            Value name = renamed(value, operands);
            if (name != null) {
                renamed.add(name);
            }
        }
        return renamed;
    }

    /** What a method that is given the operands, the receiver first, calls the value; null where it can't name it. */
    static @Nullable Value renamed(Value value, List<Value> operands) {
        int given = operands.indexOf(value);
        if (given >= 0) {
            return new Value.Parameter(given);
        }
        if (value instanceof Value.Literal) {
            return value;
        }
        if (value instanceof Value.Field field) {
            Value object = field.object();
            if (object == null) {
                return value;
            }
            Value renamed = renamed(object, operands);
            return renamed == null ? null : new Value.Field(renamed, field.field());
        }
        if (value instanceof Value.Element element && element.index() instanceof Value.Int) {
            Value array = renamed(element.array(), operands);
            return array == null ? null : new Value.Element(array, element.index());
        }
        return null;
    }
}
