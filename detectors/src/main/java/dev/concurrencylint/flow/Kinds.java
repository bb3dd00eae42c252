package dev.concurrencylint.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the kinds of locks by their names in one method. */
public final class Kinds {
    private final Environment environment;
    private final List<String> parameters;

    /** @param parameters the types of the receiver, if any, and of the parameters; descriptors */
    public Kinds(List<String> parameters, Environment environment) {
        this.parameters = List.copyOf(parameters);
        this.environment = environment;
    }

    public LockKind of(Value lock) {
        if (lock instanceof Value.View view) {
            LockKind whole = of(view.lock());
            return new LockKind(whole.field(), whole.own(), whole.type(), whole.telling(), view.write(), false);
        }
        if (lock instanceof Value.Permits permits) {
            LockKind whole = of(permits.semaphore());
            return new LockKind(whole.field(), whole.own(), whole.type(), whole.telling(), null, true);
        }
        String descriptor = descriptor(lock);
        String type = descriptor == null || !descriptor.startsWith("L")
                ? null
                : descriptor.substring(1, descriptor.length() - 1);
        boolean telling = type != null && environment.isOfProgram(type);
        if (lock instanceof Value.Field field && !Bound.isCaptured(field.field())) {
            return new LockKind(field.field(), environment.isOwnLock(field.field()), type, telling, null, false);
        }
        if (lock instanceof Value.Element element && element.array() instanceof Value.Field field) {
            return new LockKind(field.field(), false, type, telling, null, false);
        }
        return type == null ? LockKind.ANY : new LockKind(null, false, type, telling, null, false);
    }

    /** The declared type, where the name tells. */
    private @Nullable String descriptor(Value value) {
        if (value instanceof Value.Parameter parameter) {
            return parameter.index() < parameters.size() ? parameters.get(parameter.index()) : null;
        }
        if (value instanceof Value.Field field) {
            return field.field().descriptor();
        }
        if (value instanceof Value.Element element) {
            String array = descriptor(element.array());
            return array != null && array.startsWith("[") ? array.substring(1) : null;
        }
        if (value instanceof Value.Result result) {
            return result.method().returnType();
        }
        return value instanceof Value.Fresh fresh ? "L" + fresh.type() + ";" : null;
    }
}
