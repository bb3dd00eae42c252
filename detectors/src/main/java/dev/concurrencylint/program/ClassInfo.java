package dev.concurrencylint.program;

import dev.concurrencylint.rules.Suppression;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class as the index keeps it.
 *
 * @param name internal name
 * @param superName internal name, null for {@code java.lang.Object} and modules
 * @param interfaces internal names
 * @param major the class file's major version
 * @param suppressions the annotations of the class and its members that take back findings
 * @param mentions the members that its code may use
 * @param underAnalysis whether findings are reported on it
 */
public record ClassInfo(
        String name,
        @Nullable String superName,
        List<String> interfaces,
        int access,
        int major,
        List<FieldInfo> fields,
        List<MethodInfo> methods,
        List<Suppression> suppressions,
        Mentions mentions,
        boolean underAnalysis) {

    public boolean isInterface() {
        return Modifier.isInterface(access);
    }

    public boolean isFinal() {
        return Modifier.isFinal(access);
    }

    /** The class file's version as the Java release that introduced it. */
    public int release() {
        return major - 44;
    }

    public @Nullable MethodInfo method(String methodName, String descriptor) {
        for (MethodInfo method : methods) {
            if (method.ref().name().equals(methodName)
                    && method.ref().descriptor().equals(descriptor)) {
                return method;
            }
        }
        return null;
    }

    public @Nullable FieldInfo field(String fieldName) {
        for (FieldInfo field : fields) {
            if (field.name().equals(fieldName)) {
                return field;
            }
        }
        return null;
    }
}
