package dev.concurrencylint.flow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is known at one point in one alternative, to look at. */
public final class State {
    private final Alternative alternative;

    State(Alternative alternative) {
        this.alternative = alternative;
    }

    /** What the register holds. */
    public Value get(int register) {
        return alternative.get(register);
    }

    /** What all the registers hold. */
    public List<Value> get(List<Integer> registers) {
        List<Value> values = new ArrayList<>(registers.size());
        registers.forEach(register -> values.add(get(register)));
        return values;
    }

    /** The monitors that the method entered and has not left, the innermost last; that of a synchronized method is none of them. */
    public List<Value> monitors() {
        return alternative.monitors();
    }

    /** The locks and permits that may be held here though they were not when the method was entered. */
    public Set<Value> locks() {
        Set<Value> held = new LinkedHashSet<>();
        alternative.holds().forEach((lock, hold) -> {
            if (hold.isHeld()) {
                held.add(lock);
            }
        });
        return held;
    }

    /** Whether the value is known to be null here. */
    public boolean isNull(Value value) {
        return alternative.facts().compare(value, new Value.Null()).bits() == Possible.EQUAL;
    }
}
