package dev.concurrencylint.flow;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Operate;

/** Results of computations, as far as they tell something about tests that come later. */
final class Operators {
    private static final Value ZERO = new Value.Int(0);

    private Operators() {}

    /** The value of the computation at that position. */
    static Value apply(int at, Operate operate, Alternative in) {
        Value left = in.get(operate.left());
        if (operate.right() == Instruction.NONE) {
            return new Value.Computed(operate.operator(), left, null).bounded(at);
        }
        Value right = in.get(operate.right());
        if (operate.operator().equals(Instruction.OR)) {
            return or(at, left, right, in);
        }
        if (operate.operator().equals(Instruction.AND)) {
            return and(at, left, right, in);
        }
        return new Value.Computed(operate.operator(), left, right).bounded(at);
    }

    private static Value or(int at, Value left, Value right, Alternative in) {
        if (is(left, Possible.EQUAL, in)) {
            return right;
        }
        if (is(right, Possible.EQUAL, in)) {
            return left;
        }
        Value either = new Value.Computed(Instruction.OR, left, right).bounded(at);
        if (is(left, Possible.DIFFERENT, in) || is(right, Possible.DIFFERENT, in)) {
            in.facts().assume(either, ZERO, Possible.DIFFERENT);
        }
        return either;
    }

    private static Value and(int at, Value left, Value right, Alternative in) {
        if (is(left, Possible.EQUAL, in) || is(right, Possible.EQUAL, in)) {
            return ZERO;
        }
        return new Value.Computed(Instruction.AND, left, right).bounded(at);
    }

    private static boolean is(Value value, int bits, Alternative in) {
        Possible known = in.facts().compare(value, ZERO);
        return !known.stale() && (known.bits() & ~bits) == 0;
    }
}
