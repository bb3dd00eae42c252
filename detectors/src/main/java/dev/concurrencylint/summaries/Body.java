package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.program.MethodInfo;
import org.jspecify.annotations.Nullable;

/** A method with its code: what positions in it are told of. */
public record Body(MethodInfo method, Code code) {
    /** Where the method finds its parameter of that index, the receiver first. */
    public int parameterRegister(int index) {
        return Parameters.of(method).get(index).register();
    }

    /** The source line of the instruction, 0 where unknown. */
    public int line(int at) {
        return code.line(at);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof Body that && method.equals(that.method) && code.equals(that.code);
    }

    @Override
    public int hashCode() {
        return method.hashCode() * 31 + code.hashCode();
    }
}
