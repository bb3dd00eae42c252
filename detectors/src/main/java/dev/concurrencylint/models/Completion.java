package dev.concurrencylint.models;

/** How something ends after which a callback runs. */
public enum Completion {
    SUCCESS,
    FAILURE
}
