package dev.concurrencylint.waiting;

import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.WaitModel;

/**
 * What has to be held.
 *
 * @param object the object whose monitor it is, the lock, or a condition of the lock; in the terms of a method
 */
record Wanted(Value object, WaitModel.On on) {
    /** The same under another name. */
    Wanted as(Value name) {
        return new Wanted(name, on);
    }

    boolean isMonitor() {
        return on == WaitModel.On.MONITOR;
    }

    /** Whether it is, or belongs to, a parameter other than the receiver. */
    boolean isGiven(boolean isStatic) {
        return object.mentions(
                part -> part instanceof Value.Parameter parameter && (parameter.index() > 0 || isStatic));
    }

    /** Whether other methods can have a name for it. */
    boolean isPath() {
        return isPath(object);
    }

    private static boolean isPath(Value value) {
        return value instanceof Value.Parameter
                || value instanceof Value.Literal
                || value instanceof Value.View view && isPath(view.lock())
                || value instanceof Value.Field field && (field.object() == null || isPath(field.object()))
                || value instanceof Value.Element element
                        && isPath(element.array())
                        && (element.index().isConstant() || isPath(element.index()));
    }
}
