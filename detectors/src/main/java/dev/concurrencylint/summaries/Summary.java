package dev.concurrencylint.summaries;

import dev.concurrencylint.flow.Effect;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.program.MethodInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a method after its analysis.
 *
 * @param faults the method's own, whoever calls it
 * @param open changes of holds that only callers can judge
 */
public record Summary(MethodInfo method, FlowResult flow, List<Fault> faults, List<Open> open, Effect effect) {
    public Summary {
        faults = List.copyOf(faults);
        open = List.copyOf(open);
    }

    /** The method with its code. */
    public Body body() {
        return new Body(method, flow.code());
    }

    /** Where the method finds its parameter of that index, the receiver first. */
    public int parameterRegister(int index) {
        return Parameters.of(method).get(index).register();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Summary that
                        && method.equals(that.method)
                        && flow.equals(that.flow)
                        && faults.equals(that.faults)
                        && open.equals(that.open)
                        && effect.equals(that.effect);
    }

    @Override
    public int hashCode() {
        int hash = method.hashCode();
        hash = 31 * hash + flow.hashCode();
        hash = 31 * hash + faults.hashCode();
        hash = 31 * hash + open.hashCode();
        hash = 31 * hash + effect.hashCode();
        return hash;
    }
}
