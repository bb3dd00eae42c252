package dev.concurrencylint.program;

import dev.concurrencylint.code.Code;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the bodies of indexed methods come from, on demand. */
public interface CodeSource {
    /** The method's body; null where it has none or it can't be given without a stack (JSR/RET, too large). */
    @Nullable
    Code code(MethodInfo method);

    /** What the method says, by one of these annotations, that its callers have to hold: in the words of the annotation. Internal names. */
    default List<String> toBeHeld(MethodInfo method, Set<String> annotations) {
        return List.of();
    }

    /** Whether the class file names one of these annotations anywhere: a cheap first question. Internal names. */
    default boolean names(String className, Set<String> annotations) {
        return true;
    }

    /** What the fields of the class say, by one of these annotations, that guards them. Internal names. */
    default List<DeclaredGuard> guards(String className, Set<String> annotations) {
        return List.of();
    }

    /** Whether the method, or its class, has one of these annotations. Internal names. */
    default boolean isAnnotated(MethodInfo method, Set<String> annotations) {
        return false;
    }

    /** The simple name of the class's source file, empty where the class file does not tell. */
    String sourceFile(String className);
}
