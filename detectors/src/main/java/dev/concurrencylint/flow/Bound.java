package dev.concurrencylint.flow;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.models.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A call of a method that is given lambdas, as the method sees it when it knows them.
 *
 * @param effect what the call does then
 * @param left what becomes of those that the method doesn't only run itself, by their place in the list
 */
public record Bound(Effect effect, Map<Integer, Delivery> left) {
    public Bound {
        left = Map.copyOf(left);
    }

    /** The owner of the fields that stand for what a lambda captured: no class is called so. */
    private static final String CAPTURED = "";

    /**
     * A lambda that a method is given.
     *
     * @param path where the method finds it: a parameter, or a field of one
     * @param kind how the body is called
     */
    public record Given(Value path, CallKind kind, MethodRef body, int captured) {
        Given(Value path, Value.Lambda lambda) {
            this(path, lambda.kind(), lambda.body(), lambda.captured().size());
        }

        /** The lambda as the method sees it, whose captured values are named as fields of it; the place tells it from others. */
        Value.Lambda value(int place) {
            List<String> types = new ArrayList<>();
            if (kind != CallKind.STATIC) {
                types.add("L" + body.owner() + ";");
            }
            types.addAll(body.parameterTypes());
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < captured; i++) {
                values.add(new Value.Field(path, new FieldRef(CAPTURED, Integer.toString(i), types.get(i))));
            }
            return new Value.Lambda(-2 - place, kind, body, values);
        }
    }

    /** The place in the list of the lambda; -1 for one that the method makes itself. */
    static int place(Value.Lambda lambda) {
        return lambda.at() <= -2 ? -2 - lambda.at() : -1;
    }

    /** Whether the name begins at something that a lambda captured: what becomes of that is its maker's business. */
    public static boolean isOfLambda(Value name) {
        return name.mentions(part -> part instanceof Value.Field field && isCaptured(field.field()));
    }

    /** Whether the field is no field, but what a lambda captured. */
    public static boolean isCaptured(FieldRef field) {
        return field.owner().equals(CAPTURED);
    }

    /** What the lambda captured as that field. */
    static Value captured(Value.Lambda lambda, FieldRef field) {
        return lambda.captured().get(Integer.parseInt(field.name()));
    }
}
