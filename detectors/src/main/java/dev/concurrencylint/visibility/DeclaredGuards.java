package dev.concurrencylint.visibility;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.DeclaredGuard;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.summaries.Summaries;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which locks the words of declarations mean. */
final class DeclaredGuards {
    private static final Value THIS = new Value.Parameter(0);
    private static final String OUTER = "this$";

    private final Summaries summaries;
    private final Program program;

    DeclaredGuards(Summaries summaries) {
        this.summaries = summaries;
        this.program = summaries.program();
    }

    /**
     * The lock as the object with the field names it; empty where the words mean none that is known. Words are {@code this}, {@code itself}, {@code lock},
     * {@code this.lock}, {@code Type.this}, {@code Type.class} and {@code Type.lock}, where {@code lock} is a field of the class, of one above it or of one
     * around it.
     */
    Optional<Value> lock(DeclaredGuard guard, FieldRef field) {
        ClassInfo type = program.findIfThere(guard.className());
        FieldInfo info = program.field(field);
        if (type == null || info == null) {
            return Optional.empty();
        }
        String words = guard.words().strip().replace("()", "").replace('#', '.');
        words = words.startsWith("this.") ? words.substring("this.".length()) : words;
        words = words.startsWith(".") ? words.substring(1) : words;
        if (words.equals("itself")) {
            return Optional.of(new Value.Field(info.isStatic() ? null : THIS, field));
        }
        if (words.equals("this")) {
            return info.isStatic() ? Optional.empty() : Optional.of(THIS);
        }
        int dot = words.lastIndexOf('.');
        if (dot < 0) {
            return named(words, type, info.isStatic());
        }
        String before = words.substring(0, dot);
        String last = words.substring(dot + 1);
        if (last.equals("readLock") || last.equals("writeLock")) {
            return lock(new DeclaredGuard(guard.className(), guard.field(), before, guard.isComment()), field);
        }
        return ofType(before, last, type, info.isStatic());
    }

    private Optional<Value> ofType(String name, String last, ClassInfo type, boolean isStatic) {
        ClassInfo meant = around(name, type);
        if (meant == null) {
            return Optional.empty();
        }
        if (last.equals("class")) {
            return Optional.of(new Value.Literal(meant.name() + ".class"));
        }
        if (last.equals("this")) {
            return isStatic ? Optional.empty() : outer(meant, type);
        }
        FieldInfo lock = meant.field(last);
        if (lock == null || !lock.isStatic()) {
            return meant.equals(type) && lock != null ? named(last, type, isStatic) : Optional.empty();
        }
        return Optional.of(field(null, meant.name(), lock));
    }

    /** The class of that simple name: the class itself, one around it, one above it, or one of its package. */
    private @Nullable ClassInfo around(String name, ClassInfo type) {
        String wanted = name.substring(name.lastIndexOf('.') + 1);
        for (String ancestor : program.ancestors(type.name())) {
            for (String around = ancestor; !around.isEmpty(); around = outerName(around)) {
                if (simple(around).equals(wanted)) {
                    return program.findIfThere(around);
                }
            }
        }
        String sibling = type.name().substring(0, type.name().lastIndexOf('/') + 1) + wanted;
        return program.classes().get(sibling);
    }

    private Optional<Value> outer(ClassInfo meant, ClassInfo type) {
        if (program.isSubtype(type.name(), meant.name())) {
            return Optional.of(THIS);
        }
        return type.fields().stream()
                .filter(field ->
                        field.name().startsWith(OUTER) && field.descriptor().equals("L" + meant.name() + ";"))
                .findFirst()
                .map(field -> field(THIS, type.name(), field));
    }

    /** A field of the class, of one above it, or of the object around it. */
    private Optional<Value> named(String name, ClassInfo type, boolean isStatic) {
        Value object = isStatic ? null : THIS;
        Set<String> seen = new HashSet<>();
        for (ClassInfo info = type; info != null && seen.add(info.name()); ) {
            for (String ancestor : program.ancestors(info.name())) {
                ClassInfo above = program.findIfThere(ancestor);
                FieldInfo lock = above == null ? null : above.field(name);
                if (lock != null && lock.isStatic()) {
                    return Optional.of(field(null, ancestor, lock));
                } else if (lock != null) {
                    return object == null ? Optional.empty() : Optional.of(field(object, ancestor, lock));
                }
            }
            ClassInfo inner = info;
            ClassInfo outer = program.findIfThere(outerName(info.name()));
            FieldInfo link = inner.fields().stream()
                    .filter(one -> one.name().startsWith(OUTER))
                    .findFirst()
                    .orElse(null);
            object = object == null || link == null ? null : field(object, inner.name(), link);
            info = outer;
        }
        return Optional.empty();
    }

    /** The field by the name that the analysis has for what is in it. */
    private Value field(@Nullable Value object, String owner, FieldInfo info) {
        FieldRef ref = new FieldRef(owner, info.name(), info.descriptor());
        Value definition = summaries.definition(ref);
        if (definition == null) {
            return new Value.Field(object, ref);
        }
        Value lock = definition.synchroniser();
        return object == null || object.equals(THIS) ? lock : lock.rewrite(part -> part.equals(THIS) ? object : part);
    }

    private static String outerName(String type) {
        int dollar = type.lastIndexOf('$');
        return dollar > type.lastIndexOf('/') + 1 ? type.substring(0, dollar) : "";
    }

    private static String simple(String type) {
        return type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('$')) + 1);
    }
}
