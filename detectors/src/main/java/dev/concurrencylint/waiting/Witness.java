package dev.concurrencylint.waiting;

import dev.concurrencylint.summaries.Body;
import java.util.List;

/**
 * A way on which something isn't held.
 *
 * @param calls the calls on the way from where nobody holds it, the first one first; the last one is in a direct caller
 */
public record Witness(Why why, List<Call> calls) {
    public Witness {
        calls = List.copyOf(calls);
    }

    /** A call in a caller, by instruction index. */
    public record Call(Body caller, int at) {}

    /** Why nobody holds it there. */
    public enum Why {
        /** Nobody known calls the method. */
        ENTRY(false),
        /** A library calls the method. */
        LIBRARY(true),
        /** Another thread runs the code. */
        TASK(true),
        /** The same, perhaps. */
        PERHAPS_TASK(false),
        /** It was given back before. */
        GIVEN_BACK(true),
        /** Nothing that has it leads there. */
        NOBODY(false),
        /** The object was just made, or got from elsewhere: callers don't have it. */
        MADE_HERE(false);

        private final boolean sure;

        Why(boolean sure) {
            this.sure = sure;
        }

        /** Whether nobody unknown can hold it. */
        public boolean isSure() {
            return sure;
        }
    }
}
