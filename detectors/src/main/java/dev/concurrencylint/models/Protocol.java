package dev.concurrencylint.models;

/** What stands for a hold of a synchroniser, and to whom it belongs. */
public enum Protocol {
    /** The thread that took it. */
    LOCK,
    /** A stamp that was answered. */
    STAMP,
    /** Nothing: permits are counted, and whoever gives one back need not have taken it. */
    PERMIT
}
