package dev.concurrencylint.summaries;

import dev.concurrencylint.flow.FlowResult.Across;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.FlowResult.TakenAgain;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * A fault of one method.
 *
 * @param site the acquire or the release, instruction index
 * @param end how the method ends when it happens; for a loop's turn, null
 * @param sure whether no unknown callee is assumed to throw
 * @param conditional whether the site is a call that does it under a condition only, which its answer doesn't tell
 * @param stamped whether a stamp stands for the hold
 * @param again for a lock that is taken again, what is held; else null
 * @param across for a lock that is left to another thread, how; else null
 */
public record Fault(
        Kind kind,
        Value lock,
        int site,
        @Nullable End end,
        boolean sure,
        boolean conditional,
        boolean stamped,
        @Nullable TakenAgain again,
        @Nullable Across across) {
    public Fault(Kind kind, Value lock, int site, @Nullable End end, boolean sure, boolean conditional) {
        this(kind, lock, site, end, sure, conditional, false, null, null);
    }

    /** The same, of another kind. */
    Fault as(Kind other) {
        return new Fault(other, lock, site, end, sure, conditional, stamped, again, across);
    }

    /** A thread waits for itself. */
    Fault(TakenAgain again) {
        this(Kind.TAKEN_AGAIN, again.taken(), again.at(), null, true, false, false, again, null);
    }

    /** Another thread is to give back what this one took. */
    Fault(Across across) {
        this(
                Kind.HELD_ACROSS_ASYNC,
                across.lock(),
                across.sites().get(across.sites().size() - 1),
                null,
                across.sure(),
                false,
                false,
                null,
                across);
    }

    public boolean is(Kind wanted, Protocol protocol) {
        return kind == wanted && protocol() == protocol;
    }

    /** What stands for the hold. */
    public Protocol protocol() {
        return lock instanceof Value.Permits ? Protocol.PERMIT : stamped ? Protocol.STAMP : Protocol.LOCK;
    }

    /** The same fault of a lock whose holds are stood for by stamps. */
    Fault ofStamp() {
        return new Fault(kind, lock, site, end, sure, conditional, true, again, across);
    }

    /** What goes wrong. */
    public enum Kind {
        NOT_RELEASED,
        NOT_RELEASED_IN_LOOP,
        NOT_RELEASED_ON_EXCEPTION,
        RELEASED_NOT_HELD,
        WRONG_ONE_RELEASED,
        ATTEMPT_IGNORED,
        TAKEN_AGAIN,
        /** The lock is left to code that another thread runs. */
        HELD_ACROSS_ASYNC,
        /** More or fewer permits are given back than were taken. */
        COUNT_MISMATCH,
        /** Permits are waited for although an attempt got some. */
        TAKEN_TWICE,
        /** The permit is lost where a second one is not got. */
        SECOND_LEAKS_FIRST,
        /** A limiter is asked, and its answer is dropped. */
        LIMIT_IGNORED,
        WRONG_STAMP,
        NEVER_VALIDATED
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
