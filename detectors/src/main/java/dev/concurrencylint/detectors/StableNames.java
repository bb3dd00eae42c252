package dev.concurrencylint.detectors;

import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.summaries.Body;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of values that do not change when the code around them does: free of lines, numbers and names of local variables. Parameters go by
 * their place; those of a lambda by their type, since what it captures from the method around it shifts them.
 */
public final class StableNames {
    /** How the field begins that holds the outer object; compilers number it differently. */
    private static final String OUTER = "this$";
    /** How the field begins that holds a captured variable of a local class; its name goes on with the variable's. */
    private static final String CAPTURED = "val$";

    private final MethodRef method;
    private final boolean hasReceiver;
    private final boolean isLambda;

    private StableNames(MethodRef method, boolean hasReceiver, boolean isLambda) {
        this.method = method;
        this.hasReceiver = hasReceiver;
        this.isLambda = isLambda;
    }

    /** Names of values in that code. */
    public static StableNames in(Body body, Places places) {
        return new StableNames(body.method().ref(), !body.method().isStatic(), places.isLambda(body));
    }

    public String of(Value value) {
        if (value instanceof Value.Parameter parameter) {
            return parameter(parameter.index());
        }
        if (value instanceof Value.Field field) {
            return (field.object() == null ? field.field().owner() : of(field.object())) + "." + field(field);
        }
        if (value instanceof Value.View view) {
            return of(view.lock()) + (view.write() ? ".write" : ".read");
        }
        if (value instanceof Value.Permits permits) {
            return of(permits.semaphore());
        }
        if (value instanceof Value.Element element) {
            return of(element.array()) + "[]";
        }
        if (value instanceof Value.Result result) {
            return result.method().owner() + "." + result.method().name() + "()";
        }
        if (value instanceof Value.Fresh fresh) {
            return "new " + fresh.type();
        }
        return value instanceof Value.Literal literal ? literal.text() : "?";
    }

    private static String field(Value.Field field) {
        String name = field.field().name();
        if (name.startsWith(OUTER)) {
            return OUTER + 0;
        }
        return name.startsWith(CAPTURED) ? CAPTURED + field.field().descriptor() : name;
    }

    private String parameter(int index) {
        int declared = hasReceiver ? index - 1 : index;
        if (!isLambda || declared < 0) {
            return "p" + index;
        }
        List<String> types = types(method.descriptor());
        return "p:" + (declared < types.size() ? types.get(declared) : "?");
    }

    private static List<String> types(String descriptor) {
        List<String> types = new ArrayList<>();
        int start = 1;
        while (descriptor.charAt(start) != ')') {
            int end = start;
            while (descriptor.charAt(end) == '[') {
                end++;
            }
            end = descriptor.charAt(end) == 'L' ? descriptor.indexOf(';', end) + 1 : end + 1;
            types.add(descriptor.substring(start, end));
            start = end;
        }
        return types;
    }
}
