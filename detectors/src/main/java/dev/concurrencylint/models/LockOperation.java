package dev.concurrencylint.models;

import org.jspecify.annotations.Nullable;

/** What a method of a lock type does to the lock that it is called on. In the model files: lower case with hyphens. */
public enum LockOperation {
    ACQUIRE,
    /** Takes the lock, or throws InterruptedException and doesn't. */
    ACQUIRE_INTERRUPTIBLY,
    /** Takes the lock if the answer is neither false nor zero nor null. */
    ATTEMPT,
    /** The same, or throws InterruptedException. */
    ATTEMPT_TIMED,
    RELEASE,
    /** Gives it back if anybody holds it, and answers whether somebody did. */
    RELEASE_IF_HELD,
    /** Tells whether the current thread holds it. */
    IS_HELD,
    /** Tells how often the current thread holds it. */
    COUNT_HOLDS,
    /** Gives the read half of a read-write lock. */
    READ_VIEW,
    /** Gives the write half. */
    WRITE_VIEW,
    /** Gives the same lock under another type. */
    SAME_VIEW,
    IS_WRITE_HELD,
    IS_READ_HELD,
    COUNT_READ_HOLDS,
    COUNT_WRITE_HOLDS,
    /** Takes the read half and answers its stamp, and so on: zero stands for a failure. */
    ACQUIRE_READ_STAMP(ACQUIRE, false),
    ACQUIRE_READ_STAMP_INTERRUPTIBLY(ACQUIRE_INTERRUPTIBLY, false),
    ATTEMPT_READ_STAMP(ATTEMPT, false),
    ATTEMPT_READ_STAMP_TIMED(ATTEMPT_TIMED, false),
    ACQUIRE_WRITE_STAMP(ACQUIRE, true),
    ACQUIRE_WRITE_STAMP_INTERRUPTIBLY(ACQUIRE_INTERRUPTIBLY, true),
    ATTEMPT_WRITE_STAMP(ATTEMPT, true),
    ATTEMPT_WRITE_STAMP_TIMED(ATTEMPT_TIMED, true),
    /** Gives back the half that the stamp stands for. */
    RELEASE_STAMP(RELEASE, null),
    RELEASE_READ_STAMP(RELEASE, false),
    RELEASE_WRITE_STAMP(RELEASE, true),
    /** Gives a half back without a stamp, if anybody holds it. */
    RELEASE_READ_IF_HELD(null, false),
    RELEASE_WRITE_IF_HELD(null, true),
    /** Exchanges what the stamp stands for, and answers the new stamp; zero where that is not possible at once. */
    CONVERT_TO_READ(null, false),
    CONVERT_TO_WRITE(null, true),
    CONVERT_TO_OPTIMISTIC(null, null),
    /** Takes nothing, and answers a stamp to validate what is read afterwards. */
    OBSERVE(null, null),
    VALIDATE(null, null),
    /** Tells, of any lock's stamp, what it stands for; without a receiver. */
    STAMP_IS_READ(null, false),
    STAMP_IS_WRITE(null, true),
    STAMP_IS_LOCK(null, null),
    STAMP_IS_OPTIMISTIC(null, null),
    /** Takes permits, as many as the first argument says if it is an int, else one. */
    ACQUIRE_PERMITS(ACQUIRE),
    ACQUIRE_PERMITS_INTERRUPTIBLY(ACQUIRE_INTERRUPTIBLY),
    ATTEMPT_PERMITS(ATTEMPT),
    ATTEMPT_PERMITS_TIMED(ATTEMPT_TIMED),
    RELEASE_PERMITS(RELEASE),
    /** Takes all permits that there are, and answers how many. */
    DRAIN_PERMITS(null),
    /** Takes permits away, or adds some, for good. */
    REDUCE_PERMITS(null),
    /** Takes permits that nobody gives back, and so holds nothing: the limiter of a rate. */
    CONSUME_PERMITS(null),
    /** The same if the answer says so. */
    ATTEMPT_TO_CONSUME(null),
    /** Part of the protocol without effect on holds. */
    NEUTRAL;

    private final @Nullable LockOperation plain;
    private final @Nullable Boolean write;
    private final Protocol protocol;

    LockOperation() {
        this(null, null, Protocol.LOCK);
    }

    LockOperation(@Nullable LockOperation plain, @Nullable Boolean write) {
        this(plain, write, Protocol.STAMP);
    }

    LockOperation(@Nullable LockOperation plain) {
        this(plain, null, Protocol.PERMIT);
    }

    LockOperation(@Nullable LockOperation plain, @Nullable Boolean write, Protocol protocol) {
        this.plain = plain;
        this.write = write;
        this.protocol = protocol;
    }

    /** What stands for a hold. */
    public Protocol protocol() {
        return protocol;
    }

    /** What it does but for the stamp, and for the number of permits. */
    public LockOperation plain() {
        return plain == null ? this : plain;
    }

    /** The half that it is about; null for none in particular. */
    public @Nullable Boolean write() {
        return write;
    }

    /** Whether a stamp stands for the hold. */
    public boolean isStamped() {
        return protocol == Protocol.STAMP;
    }

    /** Whether the stamp that it is given is exchanged for another. */
    public boolean isConversion() {
        return this == CONVERT_TO_READ || this == CONVERT_TO_WRITE || this == CONVERT_TO_OPTIMISTIC;
    }

    /** Whether it tells what a stamp stands for. */
    public boolean isStampTest() {
        return this == STAMP_IS_READ || this == STAMP_IS_WRITE || this == STAMP_IS_LOCK || this == STAMP_IS_OPTIMISTIC;
    }

    public boolean isAttempt() {
        return plain() == ATTEMPT || plain() == ATTEMPT_TIMED;
    }

    /** Whether it waits for the lock, as long as it takes. */
    public boolean isBlocking() {
        return plain() == ACQUIRE || plain() == ACQUIRE_INTERRUPTIBLY;
    }

    /** Whether it tells what the thread holds. */
    public boolean asksForHolds() {
        return this == IS_HELD
                || this == COUNT_HOLDS
                || this == IS_WRITE_HELD
                || this == IS_READ_HELD
                || this == COUNT_READ_HOLDS
                || this == COUNT_WRITE_HOLDS;
    }

    /** Whether the method may change what is held. */
    public boolean changesHolds() {
        return isBlocking()
                || isAttempt()
                || isConversion()
                || plain() == RELEASE
                || this == RELEASE_IF_HELD
                || this == RELEASE_READ_IF_HELD
                || this == RELEASE_WRITE_IF_HELD
                || this == DRAIN_PERMITS
                || this == REDUCE_PERMITS;
    }

    /** Whether it waits and may be interrupted. */
    public boolean interruptible() {
        return plain() == ACQUIRE_INTERRUPTIBLY || plain() == ATTEMPT_TIMED;
    }
}
