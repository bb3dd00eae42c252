package dev.concurrencylint.waiting;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.MonitorUse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether two names may mean one object, and by which name all methods know it. */
final class Objects {
    private final MonitorUse use;
    private final Captured captured;
    private final Map<FieldRef, Boolean> kept = new HashMap<>();

    Objects(MonitorUse use, Captured captured) {
        this.use = use;
        this.captured = captured;
    }

    /** What a method answers that gives a field away as it is, and that nobody overrides; null for all else. */
    Value.@Nullable Field gotten(Value value) {
        MethodInfo method = value instanceof Value.Result result ? use.program().resolve(result.method()) : null;
        if (method == null || method.getter() == null || !(method.isStatic() || method.isPrivate() || isOnly(method))) {
            return null;
        }
        Value object =
                method.getter().onThis() ? ((Value.Result) value).arguments().get(0) : null;
        return new Value.Field(object, use.program().resolve(method.getter().field()));
    }

    private boolean isOnly(MethodInfo method) {
        return use.program().subtypes(method.ref().owner()).stream()
                .map(use.program()::find)
                .noneMatch(type -> type != null
                        && type.method(method.ref().name(), method.ref().descriptor()) != null);
    }

    /** The object by the name of its field, where a method answers one that never changes. */
    Value named(Value value) {
        Value.Field field = gotten(value);
        FieldInfo info = field == null ? null : use.fields().info(field.field());
        return field != null && info != null && info.isFinal() ? field : value;
    }

    /** Whether the names of the method are those of different objects for sure. */
    boolean areDifferent(Value a, Value b, Body body) {
        if (a.equals(b)) {
            return false;
        }
        if (a instanceof Value.Literal && b instanceof Value.Literal
                || a instanceof Value.Fresh && (b instanceof Value.Fresh || isOld(b))
                || b instanceof Value.Fresh && isOld(a)) {
            return true;
        }
        String one = use.types().of(a, body);
        String two = use.types().of(b, body);
        if (one != null && two != null && areUnrelated(one, two)) {
            return true;
        }
        return isMadeFor(a, b, body)
                || isMadeFor(b, a, body)
                || isOwnOfMaker(a) && isElsewhere(b)
                || isOwnOfMaker(b) && isElsewhere(a);
    }

    /** Whether it was there before the method was called. */
    private static boolean isOld(Value value) {
        return value instanceof Value.Parameter || value instanceof Value.Literal;
    }

    /** Whether the one stands in a field for which its class makes an object, and the other does not stand there. */
    private boolean isMadeFor(Value one, Value other, Body body) {
        if (!(one instanceof Value.Field field) || !use.fields().isMade(field.field())) {
            return false;
        }
        return other instanceof Value.Parameter parameter && parameter.index() == 0
                || !(other instanceof Value.Field) && isKept(field.field())
                || other instanceof Value.Literal
                || other instanceof Value.Field there
                        && use.fields().isMade(there.field())
                        && (!there.field().equals(field.field()) || areOfDifferent(field, there, body));
    }

    /** Whether it is a variable of the method around the class, which has made the object there. */
    private boolean isOwnOfMaker(Value value) {
        return value instanceof Value.Field field
                && isVariable(field.field())
                && captured.isMadeByGivers(field.field());
    }

    /** Whether the value stands where all know it. */
    private static boolean isElsewhere(Value value) {
        return value instanceof Value.Field field && !isVariable(field.field()) || value instanceof Value.Literal;
    }

    /** The field of an inner class that holds a variable of the method around it. */
    private static boolean isVariable(FieldRef field) {
        return field.name().startsWith("val$");
    }

    /** Whether only its class knows the object in the field: it is private, final, and no other class can get it as it is. */
    private boolean isKept(FieldRef field) {
        return kept.computeIfAbsent(field, asked -> {
            FieldInfo info = use.fields().info(asked);
            ClassInfo owner = use.program().classes().get(asked.owner());
            return info != null
                    && owner != null
                    && info.isPrivate()
                    && info.isFinal()
                    && use.program().mentioningField(asked.name()).stream()
                            .flatMap(type -> type.methods().stream())
                            .noneMatch(method -> method.getter() != null
                                    && !method.isPrivate()
                                    && use.program()
                                            .resolve(method.getter().field())
                                            .equals(asked));
        });
    }

    /** Whether the same field of two objects is meant. */
    private boolean areOfDifferent(Value.Field one, Value.Field other, Body body) {
        return one.object() != null && other.object() != null && areDifferent(one.object(), other.object(), body);
    }

    /** Whether no object is of both types. */
    boolean areUnrelated(String one, String two) {
        return !use.program().isSubtype(one, two)
                && !use.program().isSubtype(two, one)
                && use.program().hierarchyKnown(one)
                && use.program().hierarchyKnown(two)
                && !(isInterface(one) && isInterface(two))
                && (!isInterface(two) || haveNoHeirOf(one, two))
                && (!isInterface(one) || haveNoHeirOf(two, one));
    }

    /** Whether no known class below the type implements the interface. */
    private boolean haveNoHeirOf(String type, String implemented) {
        return use.program().classes().containsKey(type)
                && use.program().subtypes(type).stream()
                        .noneMatch(below -> use.program().isSubtype(below, implemented));
    }

    private boolean isInterface(String type) {
        ClassInfo info = use.program().find(type);
        return info == null || info.isInterface();
    }

    /** By what all methods know such an object: its field, the class that it is the instance of, a literal; null for none. */
    @Nullable
    String key(Value object, Body body) {
        Value value = named(object);
        if (value instanceof Value.Parameter parameter) {
            return parameter.index() == 0 && !body.method().isStatic()
                    ? "instance " + top(body.method().ref().owner())
                    : null;
        }
        if (value instanceof Value.Field field) {
            FieldRef ref = field.field();
            if (isOuter(ref)) {
                return "instance "
                        + top(ref.descriptor().substring(1, ref.descriptor().length() - 1));
            }
            return isVariable(ref) ? null : "field " + ref.owner() + '.' + ref.name();
        }
        if (value instanceof Value.View view) {
            String whole = key(view.lock(), body);
            return whole == null ? null : whole + (view.write() ? " write" : " read");
        }
        return value instanceof Value.Literal literal ? literal.text() : null;
    }

    /** The field of an inner class that holds the object around it. */
    static boolean isOuter(FieldRef field) {
        return field.name().startsWith("this$");
    }

    /** The highest class of the program above the class: methods of the whole hierarchy wait on one object. */
    private String top(String type) {
        String top = type;
        for (ClassInfo info = use.program().classes().get(type); info != null; ) {
            top = info.name();
            info = info.superName() == null || info.superName().equals(top)
                    ? null
                    : use.program().classes().get(info.superName());
        }
        return top;
    }
}
