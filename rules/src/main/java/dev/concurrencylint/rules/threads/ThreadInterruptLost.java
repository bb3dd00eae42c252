package dev.concurrencylint.rules.threads;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** An interrupt is caught and forgotten. */
public final class ThreadInterruptLost {
    public static final Rule RULE = new Rule(
            "THREAD_INTERRUPT_LOST",
            Family.THREADS,
            "ThreadInterruptLost",
            Severity.WARNING,
            "Interrupt caught and forgotten",
            "InterruptedException is caught, and the code goes on as if nothing had been: it is not thrown on, the thread's flag is not set again, and nothing is done about it, so the thread can't be asked to end.",
            List.of(391, 1069));

    private ThreadInterruptLost() {}
}
