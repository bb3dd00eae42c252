package dev.concurrencylint.code;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a method over numbered registers: first the local variables, then the operand stack, one register an entry.
 * {@link #NONE} stands where an operand is absent.
 */
public sealed interface Instruction {
    /** In place of a register: there is none. */
    int NONE = -1;

    /** The operator of {@code &} on ints and booleans. */
    String AND = "and";

    /** The operator of {@code |} on ints and booleans. */
    String OR = "or";

    /** The operator of {@code +} on ints. */
    String ADD = "add";

    /** The operator of {@code -} on ints. */
    String SUBTRACT = "subtract";

    /** The operator that compares two longs: below zero, zero or above it. */
    String COMPARE = "compare";

    /** Instructions that put a value into a register. */
    sealed interface Writing extends Instruction {
        /** The register, or NONE. */
        int to();
    }

    record Load(int to, Constant constant) implements Writing {}

    record Copy(int to, int from) implements Writing {}

    /** @param object NONE for a static field */
    record ReadField(int to, int object, FieldRef field) implements Writing {}

    /** @param object NONE for a static field */
    record WriteField(int object, FieldRef field, int from) implements Instruction {}

    record ReadElement(int to, int array, int index) implements Writing {}

    record WriteElement(int array, int index, int from) implements Instruction {}

    /**
     * A computation without side effect whose result depends on its operands only.
     *
     * @param operator an opaque name; equal names compute the same function
     * @param right NONE for one operand
     */
    record Operate(int to, String operator, int left, int right) implements Writing {}

    /** @param type internal name, or an array's descriptor */
    record Allocate(int to, String type) implements Writing {}

    /**
     * @param to NONE for void
     * @param receiver NONE for a static call
     * @param resultUsed false where the result is dropped at once
     */
    record Call(
            int to,
            CallKind kind,
            MethodRef method,
            boolean onInterface,
            int receiver,
            List<Integer> arguments,
            boolean resultUsed)
            implements Writing {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Call that
                            && to == that.to
                            && onInterface == that.onInterface
                            && receiver == that.receiver
                            && resultUsed == that.resultUsed
                            && kind.equals(that.kind)
                            && method.equals(that.method)
                            && arguments.equals(that.arguments);
        }

        @Override
        public int hashCode() {
            int hash = to;
            hash = 31 * hash + kind.hashCode();
            hash = 31 * hash + method.hashCode();
            hash = 31 * hash + Boolean.hashCode(onInterface);
            hash = 31 * hash + receiver;
            hash = 31 * hash + arguments.hashCode();
            hash = 31 * hash + Boolean.hashCode(resultUsed);
            return hash;
        }
    }

    /**
     * A lambda or method reference is made.
     *
     * @param functionalInterface internal name of its type
     * @param body the method it runs
     */
    record MakeLambda(int to, String functionalInterface, CallKind bodyKind, MethodRef body, List<Integer> captured)
            implements Writing {
        public MakeLambda {
            captured = List.copyOf(captured);
        }
    }

    /** A value of which nothing is known: string concatenation, other dynamic calls. */
    record Unknown(int to, List<Integer> operands) implements Writing {
        public Unknown {
            operands = List.copyOf(operands);
        }
    }

    /**
     * Goes to the target if the comparison holds, else to the next instruction.
     *
     * @param right NONE compares with zero, or with null where {@code onReferences}
     */
    record Branch(Comparison comparison, int left, int right, boolean onReferences, int target)
            implements Instruction {}

    record Jump(int target) implements Instruction {}

    /** @param keys as many as targets */
    record Select(int key, List<Integer> keys, List<Integer> targets, int otherwise) implements Instruction {
        public Select {
            keys = List.copyOf(keys);
            targets = List.copyOf(targets);
        }
    }

    /** @param from NONE for void */
    record Return(int from) implements Instruction {}

    record Throw(int from) implements Instruction {}

    record EnterMonitor(int object) implements Instruction {}

    record ExitMonitor(int object) implements Instruction {}

    /** An exception table entry: instructions from start (inclusive) to end (exclusive); a null type catches all. */
    record Handler(int start, int end, int target, @Nullable String type) {
        public boolean covers(int at) {
            return start <= at && at < end;
        }
    }
}
