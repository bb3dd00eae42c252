package dev.concurrencylint.flow;

import dev.concurrencylint.code.FieldRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading access paths in a state. */
final class Paths {
    private Paths() {}

    /** What a read of the field gives: what is known to be there, or the path. */
    static Value read(@Nullable Value object, FieldRef field, Facts facts, Environment environment) {
        Value path = new Value.Field(object, field);
        Value content = facts.read(path);
        if (!content.equals(path)) {
            return content;
        }
        Value definition = environment.definition(field);
        if (definition == null) {
            return path;
        }
        List<Value> objects = object == null ? List.of() : List.of(object);
        return substitute(definition, objects, facts, environment, null);
    }

    /**
     * A callee's value in the terms of its caller.
     *
     * @param arguments the receiver first
     * @param returned what the call returns, or null where the value does not speak of it
     */
    static Value substitute(
            Value value, List<Value> arguments, Facts facts, Environment environment, @Nullable Value returned) {
        if (value instanceof Value.Parameter parameter) {
            return parameter.index() < arguments.size() ? arguments.get(parameter.index()) : new Value.Opaque(-1);
        }
        if (value instanceof Value.Returned && returned != null) {
            return returned;
        }
        if (value instanceof Value.Field field) {
            Value object =
                    field.object() == null ? null : substitute(field.object(), arguments, facts, environment, returned);
            if (object instanceof Value.Lambda lambda && Bound.isCaptured(field.field())) {
                return Bound.captured(lambda, field.field());
            }
            return facts.read(new Value.Field(object, field.field()));
        }
        if (value instanceof Value.View view) {
            return new Value.View(substitute(view.lock(), arguments, facts, environment, returned), view.write());
        }
        if (value instanceof Value.Permits permits) {
            return new Value.Permits(
                    substitute(permits.semaphore(), arguments, facts, environment, returned),
                    substitute(permits.amount(), arguments, facts, environment, returned));
        }
        if (value instanceof Value.HeldAtEntry held) {
            return new Value.HeldAtEntry(substitute(held.lock(), arguments, facts, environment, returned));
        }
        if (value instanceof Value.Element element) {
            return new Value.Element(
                    substitute(element.array(), arguments, facts, environment, returned),
                    substitute(element.index(), arguments, facts, environment, returned));
        }
        if (value instanceof Value.Result result) {
            List<Value> parts = new ArrayList<>();
            result.arguments().forEach(part -> parts.add(substitute(part, arguments, facts, environment, returned)));
            return new Value.Result(result.at(), result.method(), parts);
        }
        if (value instanceof Value.Lambda lambda) {
            List<Value> captured = new ArrayList<>();
            lambda.captured().forEach(part -> captured.add(substitute(part, arguments, facts, environment, returned)));
            return new Value.Lambda(lambda.at(), lambda.kind(), lambda.body(), captured);
        }
        if (value instanceof Value.Computed computed) {
            Value right = computed.right();
            return new Value.Computed(
                    computed.operator(),
                    substitute(computed.left(), arguments, facts, environment, returned),
                    right == null ? null : substitute(right, arguments, facts, environment, returned));
        }
        return value;
    }
}
