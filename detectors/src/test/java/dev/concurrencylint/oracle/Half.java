package dev.concurrencylint.oracle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The locks and semaphores of a sample; a read-write lock is two. */
enum Half {
    A(0, "a", "p0.a"),
    B(1, "b", "p0.b"),
    C(2, "c", "p0.c"),
    READ(3, "rw.readLock()", "p0.rw.read"),
    WRITE(4, "rw.writeLock()", "p0.rw.write"),
    S(5, "s", "p0.s"),
    T(6, "t", "p0.t");

    static final List<Half> LOCKS = List.of(A, B, C, READ, WRITE);
    static final List<Half> ALL = List.of(values());

    private final int index;
    private final String text;
    private final String subject;

    Half(int index, String text, String subject) {
        this.index = index;
        this.text = text;
        this.subject = subject;
    }

    /** Its place in tables of all of them. */
    int index() {
        return index;
    }

    /** Its place in a set of locks. */
    int bit() {
        return 1 << index;
    }

    /** The lock as an expression. */
    String text() {
        return text;
    }

    /** What findings call it. */
    String subject() {
        return subject;
    }

    boolean isPermit() {
        return this == S || this == T;
    }

    boolean isView() {
        return this == READ || this == WRITE;
    }

    /** Whether the lock can be asked if the thread holds it. */
    boolean tellsHolder() {
        return this == A || this == C || this == WRITE;
    }

    /** Null for what is no lock and no semaphore of a sample. */
    static @Nullable Half ofSubject(String subject) {
        for (Half half : values()) {
            if (half.subject.equals(subject)) {
                return half;
            }
        }
        return null;
    }
}
