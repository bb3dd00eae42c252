package dev.concurrencylint.threads;

import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.summaries.Body;
import java.util.List;

/**
 * Something wrong with how a thread is used.
 *
 * @param at where the report stands, instruction index
 * @param other another place in the same method that has to do with it: for a lost interrupt, the call that was interrupted; else the same
 *     as {@code at}
 */
public record ThreadFault(Kind kind, Body body, int at, int other, Confidence confidence, List<Evidence> evidence) {
    public ThreadFault {
        evidence = List.copyOf(evidence);
    }

    /** What goes wrong. */
    public enum Kind {
        /** An interrupt is caught, and neither passed on nor acted on. */
        INTERRUPT_LOST,
        /** The code of a thread is called in place of the thread being started. */
        NOT_STARTED
    }
}
