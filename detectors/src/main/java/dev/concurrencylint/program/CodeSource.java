package dev.concurrencylint.program;

import dev.concurrencylint.code.Code;
import org.jspecify.annotations.Nullable;

/** Where the bodies of indexed methods come from, on demand. */
public interface CodeSource {
    /** The method's body; null where it has none or it can't be given without a stack (JSR/RET, too large). */
    @Nullable
    Code code(MethodInfo method);

    /** The simple name of the class's source file, empty where the class file does not tell. */
    String sourceFile(String className);
}
