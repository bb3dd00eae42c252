package dev.concurrencylint.flow;

import dev.concurrencylint.code.Instruction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number as a sum: of values of which nothing is known but that they are added, and a constant. Two sums of the same values differ by
 * a constant that is known.
 */
record Sum(List<Value> terms, int constant) {
    Sum {
        terms = List.copyOf(terms);
    }

    /** The parts of the number. */
    static Sum of(Value number) {
        List<Value> terms = new ArrayList<>();
        int constant = add(number, terms);
        return new Sum(terms, constant);
    }

    private static int add(Value number, List<Value> terms) {
        if (number instanceof Value.Int known) {
            return known.value();
        }
        if (number instanceof Value.Computed computed) {
            Value right = computed.right();
            if (right == null && computed.operator().startsWith(Instruction.ADD)) {
                Integer increment = increment(computed.operator());
                if (increment != null) {
                    return add(computed.left(), terms) + increment;
                }
            } else if (right != null && computed.operator().equals(Instruction.ADD)) {
                return add(computed.left(), terms) + add(right, terms);
            } else if (right instanceof Value.Int less && computed.operator().equals(Instruction.SUBTRACT)) {
                return add(computed.left(), terms) - less.value();
            }
        }
        terms.add(number.look());
        return 0;
    }

    /** The number behind the operator of an increment; null for another operator. */
    private static @Nullable Integer increment(String operator) {
        try {
            return Integer.valueOf(operator.substring(Instruction.ADD.length()));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** What is left of the sum without the other; null where the other has a part that this has not. */
    @Nullable
    Sum without(Sum other) {
        List<Value> left = new ArrayList<>(terms);
        for (Value term : other.terms) {
            if (!left.remove(term)) {
                return null;
            }
        }
        return new Sum(left, constant - other.constant);
    }

    boolean isConstant() {
        return terms.isEmpty();
    }

    /** The sum as a value. */
    Value value() {
        Value sum = null;
        for (Value term : terms) {
            sum = sum == null ? term : new Value.Computed(Instruction.ADD, sum, term);
        }
        if (sum == null) {
            return new Value.Int(constant);
        }
        return constant == 0 ? sum : new Value.Computed(Instruction.ADD, sum, new Value.Int(constant));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof Sum that && constant == that.constant && terms.equals(that.terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode() * 31 + constant;
    }
}
