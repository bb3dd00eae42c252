package dev.concurrencylint.engine;

/** Nothing can be analysed because of the input; the message names the place and what was expected. */
public final class InputException extends Exception {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }
}
