package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Reads;
import dev.concurrencylint.flow.Value;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An instruction that is reached, with the values of its operands and what is held there. An instruction whose operands differ from way
 * to way is several observations.
 *
 * @param operands as many as {@link Reads} tells registers, in its order
 * @param held the monitors and locks that are held whichever way leads here: entered or taken in the method, or the method is synchronized
 * @param wasNull for a write to a field: whether the field was found to be null on every way to here
 */
public record Observation(Body body, int at, List<Value> operands, Set<Value> held, boolean wasNull) {
    public Observation {
        operands = List.copyOf(operands);
        held = Set.copyOf(held);
    }

    public Instruction instruction() {
        return body.code().at(at);
    }

    /** The value of an operand by its register; something unknown where the instruction doesn't read the register. */
    public Value value(int register) {
        int index = register == Instruction.NONE ? -1 : Reads.of(instruction()).indexOf(register);
        return index < 0 ? new Value.Opaque(-1) : operands.get(index);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Observation that
                        && at == that.at
                        && wasNull == that.wasNull
                        && body.equals(that.body)
                        && operands.equals(that.operands)
                        && held.equals(that.held);
    }

    @Override
    public int hashCode() {
        int hash = body.hashCode();
        hash = 31 * hash + at;
        hash = 31 * hash + operands.hashCode();
        hash = 31 * hash + held.hashCode();
        hash = 31 * hash + Boolean.hashCode(wasNull);
        return hash;
    }
}
