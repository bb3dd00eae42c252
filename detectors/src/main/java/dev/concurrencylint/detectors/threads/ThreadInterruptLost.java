package dev.concurrencylint.detectors.threads;

import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.Names;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.threads.ThreadFault;
import java.util.List;

/** Interrupts that are caught and forgotten. */
public final class ThreadInterruptLost extends ThreadDetector {
    public ThreadInterruptLost() {
        super(dev.concurrencylint.rules.threads.ThreadInterruptLost.RULE, ThreadFault.Kind.INTERRUPT_LOST);
    }

    @Override
    String message(ThreadFault fault) {
        return "An interrupt of " + call(fault.body(), fault.other()) + " is caught"
                + Names.at(fault.body(), fault.at())
                + " and forgotten: the thread's flag is not set again, and "
                + fault.evidence().get(0).text() + ".";
    }

    @Override
    List<Step> steps(ThreadFault fault, Known known) {
        return List.of(
                known.places().step(fault.body(), fault.other(), "throws, and clears the flag of the thread"),
                known.places().step(fault.body(), fault.at(), "catches it, and lets the code go on"));
    }
}
