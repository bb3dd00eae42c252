package dev.concurrencylint.rules;

import java.util.List;

/**
 * The events of one thread, or of one way to start, that lead to the fault.
 *
 * @param title what runs it; empty where there is only one trace
 * @param steps in the order of execution, at least one
 */
public record Trace(String title, List<Step> steps) {
    public Trace {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a trace without steps");
        }
    }
}
