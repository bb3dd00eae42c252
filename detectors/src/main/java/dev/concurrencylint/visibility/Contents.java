package dev.concurrencylint.visibility;

import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.Program;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a thread may see of an object that reached it without a happens-before edge (JLS §17.5: of final fields, what the constructor wrote). */
final class Contents {
    /** Whether the object may be seen unfinished. */
    enum Kind {
        /** Its fields are final, all of them. */
        SAFE,
        UNKNOWN,
        UNSAFE
    }

    private static final int FINAL_ENUM = 0x4000;

    /** Types of the platform whose objects are immutable, or made to be shared, as their documentation promises. */
    private static final Set<String> IMMUTABLE = Set.of(
            "java/lang/String",
            "java/lang/Boolean",
            "java/lang/Byte",
            "java/lang/Character",
            "java/lang/Double",
            "java/lang/Float",
            "java/lang/Integer",
            "java/lang/Long",
            "java/lang/Short",
            "java/lang/Object",
            "java/lang/Class",
            "java/math/BigDecimal",
            "java/math/BigInteger",
            "java/nio/charset/Charset",
            "java/security/SecureRandom",
            "java/util/Locale",
            "java/util/Random",
            "java/util/UUID",
            "java/util/regex/Pattern");

    private static final List<String> IMMUTABLE_PACKAGES =
            List.of("java/time/", "java/lang/invoke/", "java/util/concurrent/");

    /** Where collections come from whose fields are final, so that what was put into them before is seen as well; first words of methods. */
    private static final Map<String, List<String>> WRAPPERS = Map.of(
            "java/util/Collections",
                    List.of("unmodifiable", "synchronized", "checked", "singleton", "empty", "nCopies"),
            "java/util/List", List.of("of", "copyOf"),
            "java/util/Map", List.of("of", "copyOf", "entry"),
            "java/util/Set", List.of("of", "copyOf"));

    private final Program program;

    Contents(Program program) {
        this.program = program;
    }

    /** @param declared the descriptor of the field that it is put into */
    Kind of(Value value, String declared) {
        if (value instanceof Value.Fresh fresh) {
            return ofType(fresh.type(), true);
        }
        if (value instanceof Value.Literal
                || value instanceof Value.Lambda
                || value instanceof Value.Result result && isWrapper(result.method())) {
            return Kind.SAFE;
        }
        if (declared.startsWith("[")) {
            return Kind.UNSAFE;
        }
        return ofType(declared.substring(1, declared.length() - 1), false);
    }

    private static boolean isWrapper(MethodRef method) {
        return WRAPPERS.getOrDefault(method.owner(), List.of()).stream().anyMatch(method.name()::startsWith);
    }

    private Kind ofType(String type, boolean isExact) {
        if (type.startsWith("[")) {
            return Kind.UNSAFE;
        }
        if (IMMUTABLE.contains(type) && (isExact || !type.equals("java/lang/Object"))
                || IMMUTABLE_PACKAGES.stream().anyMatch(type::startsWith)) {
            return Kind.SAFE; // those of java.util.concurrent are made to be shared, and say so
        }
        ClassInfo known = program.find(type);
        if (known == null || known.isInterface()) {
            return Kind.UNKNOWN;
        }
        if ((known.access() & FINAL_ENUM) != 0) {
            return Kind.SAFE;
        }
        boolean isFinal = true;
        for (String ancestor : program.ancestors(type)) {
            ClassInfo info = program.find(ancestor);
            if (info == null) {
                return Kind.UNKNOWN;
            }
            isFinal &= info.fields().stream().filter(field -> !field.isStatic()).allMatch(FieldInfo::isFinal);
        }
        if (isFinal) {
            return isExact || known.isFinal() ? Kind.SAFE : Kind.UNKNOWN;
        }
        return isExact ? Kind.UNSAFE : Kind.UNKNOWN;
    }
}
