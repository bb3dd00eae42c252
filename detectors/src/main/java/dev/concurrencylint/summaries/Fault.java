package dev.concurrencylint.summaries;

import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.Value;

/**
 * A fault of one method.
 *
 * @param site the acquire or the release, instruction index
 * @param end how the method ends when it happens; for a loop's turn, null
 * @param sure whether no unknown callee is assumed to throw
 * @param conditional whether the site is a call that does it under a condition only, which its answer doesn't tell
 */
public record Fault(
        Kind kind,
        Value lock,
        int site,
        @org.jspecify.annotations.Nullable End end,
        boolean sure,
        boolean conditional) {
    /** What goes wrong. */
    public enum Kind {
        NOT_RELEASED,
        NOT_RELEASED_IN_LOOP,
        NOT_RELEASED_ON_EXCEPTION,
        RELEASED_NOT_HELD,
        WRONG_ONE_RELEASED,
        ATTEMPT_IGNORED
    }

    /** Whether a leak of that lock on that way out is this one: wherever the lock was taken, one release is missing. */
    boolean isSameOmission(Kind otherKind, Value otherLock, End otherEnd) {
        return kind == otherKind
                && end != null
                && end.at() == otherEnd.at()
                && end.origins().equals(otherEnd.origins())
                && lock.look().equals(otherLock.look());
    }
}
