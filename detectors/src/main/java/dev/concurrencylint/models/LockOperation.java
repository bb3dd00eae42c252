package dev.concurrencylint.models;

import java.util.Locale;

/** What a method of a lock type does to the lock that it is called on. In the model files: lower case with hyphens. */
public enum LockOperation {
    ACQUIRE,
    /** Takes the lock, or throws InterruptedException and doesn't. */
    ACQUIRE_INTERRUPTIBLY,
    /** Takes the lock if the answer is true. */
    ATTEMPT,
    /** The same, or throws InterruptedException. */
    ATTEMPT_TIMED,
    RELEASE,
    /** Tells whether the current thread holds it. */
    IS_HELD,
    /** Tells how often the current thread holds it. */
    COUNT_HOLDS,
    /** Gives the read half of a read-write lock. */
    READ_VIEW,
    /** Gives the write half. */
    WRITE_VIEW,
    IS_WRITE_HELD,
    COUNT_READ_HOLDS,
    COUNT_WRITE_HOLDS,
    /** Part of the protocol without effect on holds. */
    NEUTRAL;

    static LockOperation of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether the method may change what is held. */
    public boolean changesHolds() {
        return this == ACQUIRE
                || this == ACQUIRE_INTERRUPTIBLY
                || this == ATTEMPT
                || this == ATTEMPT_TIMED
                || this == RELEASE;
    }

    /** Whether it waits and may be interrupted. */
    public boolean interruptible() {
        return this == ACQUIRE_INTERRUPTIBLY || this == ATTEMPT_TIMED;
    }
}
