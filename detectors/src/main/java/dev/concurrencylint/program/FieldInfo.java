package dev.concurrencylint.program;

import java.lang.reflect.Modifier;

/** A declared field. */
public record FieldInfo(String name, String descriptor, int access) {
    public boolean isFinal() {
        return Modifier.isFinal(access);
    }

    public boolean isStatic() {
        return Modifier.isStatic(access);
    }

    public boolean isPublic() {
        return Modifier.isPublic(access);
    }

    public boolean isPrivate() {
        return Modifier.isPrivate(access);
    }

    /** Whether it is one of the constants of an enum (JVMS §4.5). */
    public boolean isEnumConstant() {
        return (access & 0x4000) != 0;
    }

    public boolean isSynthetic() {
        return (access & 0x1000) != 0;
    }
}
