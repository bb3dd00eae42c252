package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.MonitorModel;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the types of values, and of what a type is as a monitor. Types are internal names. */
public final class Types {
    private final Program program;
    private final MonitorModel model;
    private final Map<MonitorModel.Kind, Map<String, Optional<String>>> modelled =
            new EnumMap<>(MonitorModel.Kind.class);
    private final Map<MonitorModel.Kind, Map<String, Boolean>> related = new EnumMap<>(MonitorModel.Kind.class);

    Types(Program program, MonitorModel model) {
        this.program = program;
        this.model = model;
    }

    /** The class or interface that the code declares for the value; null where that is not known, or it is an array. */
    public @Nullable String of(Value value, Body body) {
        if (value instanceof Value.Fresh fresh) {
            return fresh.type().startsWith("[") ? null : fresh.type();
        }
        if (value instanceof Value.Literal literal) {
            return literal.text().startsWith("\"") ? "java/lang/String" : "java/lang/Class";
        }
        if (value instanceof Value.Field field) {
            return className(field.field().descriptor());
        }
        if (value instanceof Value.Element element && element.array() instanceof Value.Field array) {
            return className(array.field().descriptor().substring(1));
        }
        if (value instanceof Value.Result result) {
            String cast = result.at() >= 0 && result.at() < body.code().size() && isCall(body, result)
                    ? body.code().cast(result.at())
                    : null;
            return cast == null || cast.startsWith("[") ? result.method().returnedClass() : cast;
        }
        if (value instanceof Value.View) {
            return "java/util/concurrent/locks/Lock";
        }
        if (value instanceof Value.Computed computed) {
            return className(computed.operator().substring(computed.operator().indexOf(')') + 1));
        }
        return value instanceof Value.Parameter parameter ? parameter(parameter.index(), body.method()) : null;
    }

    private static boolean isCall(Body body, Value.Result result) {
        return body.code().at(result.at()) instanceof Call call && call.method().equals(result.method());
    }

    /** Whether a variable of that type, a descriptor, holds an array, a collection or a map. */
    boolean isContainer(String descriptor) {
        String type = className(descriptor);
        return descriptor.startsWith("[")
                || type != null
                        && (program.isSubtype(type, "java/util/Collection")
                                || program.isSubtype(type, "java/util/Map"));
    }

    /** The internal name of a class's descriptor; null for primitives and arrays. */
    static @Nullable String className(String descriptor) {
        return descriptor.startsWith("L") ? descriptor.substring(1, descriptor.length() - 1) : null;
    }

    /** The class or interface that the method declares for the parameter, the receiver included; null for primitives and arrays. */
    public static @Nullable String parameter(int index, MethodInfo method) {
        if (index == 0 && !method.isStatic()) {
            return method.ref().owner();
        }
        List<String> types = method.ref().parameterTypes();
        int place = method.isStatic() ? index : index - 1;
        return place < types.size() ? className(types.get(place)) : null;
    }

    /** The modelled type of that kind that the type is, itself or by inheritance; null for none. */
    public @Nullable String modelled(MonitorModel.Kind kind, String type) {
        return modelled.computeIfAbsent(kind, k -> new HashMap<>())
                .computeIfAbsent(type, t -> firstAbove(kind, t))
                .orElse(null);
    }

    private Optional<String> firstAbove(MonitorModel.Kind kind, String type) {
        for (String one : model.of(kind)) {
            if (program.isSubtype(type, one)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** Whether objects of that kind fit into a variable of the type, or all objects of the type are of that kind. */
    boolean isAboveOrBelow(MonitorModel.Kind kind, String type) {
        return modelled(kind, type) != null
                || related.computeIfAbsent(kind, k -> new HashMap<>())
                        .computeIfAbsent(type, t -> model.of(kind).stream().anyMatch(one -> program.isSubtype(one, t)));
    }

    /** Whether strings, wrappers, other value-based objects or results that are shared fit into a variable of the type. */
    boolean mayHoldShared(String type) {
        return model.of(MonitorModel.Kind.VALUE_BASED).contains(type)
                || program.isSubtype("java/lang/String", type)
                || program.isSubtype("java/lang/Integer", type)
                || model.ownersOf(MonitorModel.Trait.SHARED_RESULTS).stream()
                        .anyMatch(one -> program.isSubtype(one, type));
    }

    /** Whether the method that a call names has the trait, by the class that declares it or one above that declares it, too. */
    public boolean has(MonitorModel.Trait trait, MethodRef method) {
        String signature = method.name() + method.descriptor();
        if (method.name().equals("<init>")) {
            return model.has(trait, method.owner(), signature);
        }
        for (String ancestor : program.ancestors(method.owner())) {
            ClassInfo type = program.find(ancestor);
            if (type != null
                    && type.method(method.name(), method.descriptor()) != null
                    && model.has(trait, ancestor, signature)) {
                return true;
            }
        }
        return false;
    }
}
