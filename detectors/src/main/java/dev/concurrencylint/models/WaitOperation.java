package dev.concurrencylint.models;

/** What a method does to the threads that wait on the object that it is called on. In the model files: lower case with hyphens. */
public enum WaitOperation {
    /** Waits without limit until another thread wakes this one. */
    WAIT,
    /** The same, for a limited time. */
    WAIT_TIMED,
    /** Waits until something holds that it tests itself. */
    WAIT_UNTIL,
    /** Wakes one of the threads that wait. */
    WAKE_ONE,
    /** Wakes all of them. */
    WAKE_ALL;

    /** Whether it waits. */
    public boolean waits() {
        return this == WAIT || this == WAIT_TIMED || this == WAIT_UNTIL;
    }
}
