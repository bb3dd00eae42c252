package dev.concurrencylint.detectors;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.FieldName;
import dev.concurrencylint.summaries.Body;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values and calls in the words of the source. */
public final class Names {
    /** How the field begins that holds the outer object; compilers number it differently. */
    private static final String OUTER = "this$";

    private Names() {}

    /** The value as an expression: {@code this.lock}, {@code rwl.writeLock()}, {@code locks[…]}. */
    public static String of(Value value, Body body, int at) {
        if (value instanceof Value.Parameter parameter) {
            return parameter(parameter.index(), body);
        }
        if (value instanceof Value.Field field) {
            String name = field.field().name();
            if (name.startsWith(OUTER)) {
                return simple(type(field.field().descriptor())) + ".this";
            }
            if (name.startsWith("val$")) {
                return name.substring(4);
            }
            return field.object() == null
                    ? simple(field.field().owner()) + "." + name
                    : of(field.object(), body, at) + "." + name;
        }
        if (value instanceof Value.View view) {
            return of(view.lock(), body, at) + (view.write() ? ".writeLock()" : ".readLock()");
        }
        if (value instanceof Value.Element element) {
            return of(element.array(), body, at) + "[…]";
        }
        if (value instanceof Value.Result result) {
            boolean hasReceiver = result.arguments().size() > result.method().parameterCount();
            String receiver = hasReceiver
                    ? of(result.arguments().get(0), body, at) + "."
                    : simple(result.method().owner()) + ".";
            return receiver + result.method().name() + "(" + (result.method().parameterCount() == 0 ? ")" : "…)");
        }
        if (value instanceof Value.Literal literal) {
            return literal(literal.text());
        }
        if (value instanceof Value.Fresh fresh) {
            return "new " + simple(fresh.type()) + "()";
        }
        if (value instanceof Value.Merged merged) {
            String variable = body.code().variable(merged.register(), at);
            return variable == null ? "the lock" : variable;
        }
        return "the lock";
    }

    /** A string in its quotes, a class by its literal. */
    private static String literal(String text) {
        if (text.startsWith("\"")) {
            return text + "\"";
        }
        return text.endsWith(".class") ? simple(text.substring(0, text.length() - 6)) + ".class" : text;
    }

    private static String parameter(int index, Body body) {
        MethodInfo method = body.method();
        if (index == 0 && !method.isStatic()) {
            return "this";
        }
        String variable = variable(body.code(), body.parameterRegister(index));
        return variable == null ? "parameter " + (method.isStatic() ? index + 1 : index) : variable;
    }

    private static @Nullable String variable(Code code, int register) {
        return code.variable(register, 0);
    }

    /** The field that holds the lock, its half or the array that it is in; empty where it is in none. */
    public static Optional<FieldName> field(Value value) {
        if (value instanceof Value.Field field) {
            return Optional.of(field(field.field()));
        }
        if (value instanceof Value.View || value instanceof Value.Permits) {
            return field(value.synchroniser());
        }
        return value instanceof Value.Element element ? field(element.array()) : Optional.empty();
    }

    /** The field as reports name it. */
    public static FieldName field(FieldRef field) {
        return new FieldName(field.owner().replace('/', '.'), field.name());
    }

    /** {@code name()} of the call at that instruction, with the receiver where it has a name. */
    public static String call(Body body, int at) {
        if (!(body.code().at(at) instanceof Call call)) {
            return "throw";
        }
        MethodRef method = call.method();
        if (method.name().equals("<init>")) {
            return "new " + simple(method.owner()) + "()";
        }
        return method.name() + "()";
    }

    /** A method that is only referred to: {@code Future.get()}. */
    public static String method(MethodRef method) {
        return simple(method.owner()) + "." + method.name() + "()";
    }

    /** {@code acquire() at line 41}, or without the line where it is not known. */
    public static String at(Body body, int at) {
        int line = body.code().line(at);
        return line > 0 ? " at line " + line : "";
    }

    private static String type(String descriptor) {
        return descriptor.startsWith("L") ? descriptor.substring(1, descriptor.length() - 1) : descriptor;
    }

    private static String simple(String type) {
        String name = type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('$')) + 1);
        return name.isEmpty() ? type : name;
    }
}
