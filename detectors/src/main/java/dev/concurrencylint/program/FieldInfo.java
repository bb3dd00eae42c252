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

    public boolean isSynthetic() {
        return (access & 0x1000) != 0;
    }
}
