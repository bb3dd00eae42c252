package dev.concurrencylint.visibility;

import dev.concurrencylint.flow.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Locks by names that do not depend on who uses them: as an object names them whose field is used. */
final class GuardName {
    /** Stands for the object while what is left of the name is looked at. */
    private static final Value OWNER = new Value.Literal("\0owner");

    private static final Value THIS = new Value.Parameter(0);

    private GuardName() {}

    /**
     * The lock as the object with the field names it; empty if it has no name for it.
     *
     * @param object whose field is used; null for a static field
     */
    static Optional<Value> of(Value lock, @Nullable Value object) {
        Value named = object == null ? lock : lock.rewrite(part -> part.equals(object) ? OWNER : part);
        if (named.mentions(GuardName::isOfMethod) || lock instanceof Value.Permits) {
            return Optional.empty();
        }
        return Optional.of(named.rewrite(part -> part.equals(OWNER) ? THIS : part));
    }

    /** Whether only one method, or one call, can mean it. */
    private static boolean isOfMethod(Value part) {
        return !(part instanceof Value.Field
                || part instanceof Value.View
                || part instanceof Value.Literal
                || part instanceof Value.Element
                || part instanceof Value.Int);
    }

    /** The lock as a method names it that uses the object's field. */
    static Value in(Value name, @Nullable Value object) {
        return object == null ? name : name.rewrite(part -> part.equals(THIS) ? object : part);
    }
}
