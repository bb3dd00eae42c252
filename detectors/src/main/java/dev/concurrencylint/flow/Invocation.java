package dev.concurrencylint.flow;

import static dev.concurrencylint.code.Instruction.NONE;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call with the values that it is given: what a call instruction says, or what it comes to where the object is known.
 *
 * @param operands the receiver, if any, first
 * @param to the register of the answer; NONE where it is not wanted
 */
record Invocation(CallKind kind, MethodRef method, List<Value> operands, int to) {
    private static final Set<String> DATA =
            Set.of("Ljava/lang/Boolean;", "Ljava/lang/Integer;", "Ljava/lang/Long;", "Ljava/lang/String;");

    Invocation {
        operands = List.copyOf(operands);
    }

    static Invocation of(Call call, Alternative in) {
        List<Value> operands = new ArrayList<>(call.arguments().size() + 1);
        if (call.receiver() != NONE) {
            operands.add(in.get(call.receiver()));
        }
        call.arguments().forEach(register -> operands.add(in.get(register)));
        return new Invocation(call.kind(), call.method(), operands, call.to());
    }

    /** The same call of another method; what is boxed or unboxed on the way counts as the same value. */
    Invocation of(CallKind otherKind, MethodRef other, List<Value> otherOperands) {
        return new Invocation(otherKind, other, otherOperands, to);
    }

    boolean hasReceiver() {
        return kind != CallKind.STATIC;
    }

    boolean isConstructor() {
        return method.name().equals("<init>");
    }

    Value receiver() {
        return operands.get(0);
    }

    /** The argument of that index; the receiver is none. */
    Value argument(int index) {
        return operands.get(index + receivers());
    }

    /** The declared type of the operand of that index; internal name, null for primitives and arrays. */
    @Nullable
    String type(int operand) {
        if (operand < receivers()) {
            return method.owner();
        }
        String descriptor = method.parameterTypes().get(operand - receivers());
        return descriptor.startsWith("L") ? descriptor.substring(1, descriptor.length() - 1) : null;
    }

    /** Whether the operand of that index is a number or a text by its declared type. */
    boolean isData(int operand) {
        if (operand < receivers()) {
            return false;
        }
        String descriptor = method.parameterTypes().get(operand - receivers());
        return DATA.contains(descriptor) || descriptor.length() == 1;
    }

    /** How many of the operands are receivers. */
    int receivers() {
        return hasReceiver() ? 1 : 0;
    }

    /** The call ends with the answer. */
    void answer(Alternative in, Value value) {
        if (to != NONE) {
            in.set(to, value);
        }
    }
}
