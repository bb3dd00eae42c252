package dev.concurrencylint.waiting;

import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.models.WaitOperation;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.summaries.Body;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a call by which threads wait for one another.
 *
 * @param body where the report stands
 * @param at where the report stands, instruction index
 * @param object what the call is made on, as the method names it
 * @param lock what has to be held for it; null where the fault is another
 * @param operation what the call does; null where it stands for none
 * @param witnesses the ways on which it is not held
 * @param others other places that have to do with it
 */
public record WaitFault(
        Kind kind,
        Body body,
        int at,
        Value object,
        @Nullable Value lock,
        WaitModel.On on,
        @Nullable WaitOperation operation,
        Confidence confidence,
        List<Evidence> evidence,
        List<Witness> witnesses,
        List<Other> others) {
    /** The evidence of what goes wrong only where an exception is thrown. */
    public static final String IF_IT_FAILS = "not-if-it-fails";

    public WaitFault {
        evidence = List.copyOf(evidence);
        witnesses = List.copyOf(witnesses);
        others = List.copyOf(others);
    }

    /** A fault of one call, with one reason. */
    static WaitFault of(
            Kind kind,
            WaitSite site,
            Value object,
            @Nullable Value lock,
            Confidence confidence,
            Evidence evidence,
            List<Other> others) {
        return new WaitFault(
                kind,
                site.body(),
                site.at(),
                object,
                lock,
                site.on(),
                site.operation(),
                confidence,
                List.of(evidence),
                List.of(),
                others);
    }

    /** A place that has to do with the fault, and what happens there in words. */
    public record Other(Body body, int at, String what) {}

    /** What goes wrong. */
    public enum Kind {
        NOT_HELD,
        CONFUSED,
        ON_THREAD,
        NOT_IN_LOOP,
        UNCONDITIONAL,
        ONE_OF_MANY,
        NAKED,
        MISSING,
        TWO_LOCKS,
        EXCEPTION_CAUGHT,
        RESULT_IGNORED
    }
}
