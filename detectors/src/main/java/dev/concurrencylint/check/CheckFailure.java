package dev.concurrencylint.check;

/** There is no result: a path, a source root or an output is at fault, which the message names. The exit status is 2. */
public final class CheckFailure extends Exception {
    private static final long serialVersionUID = 1L;

    CheckFailure(String message) {
        super(message);
    }

    CheckFailure(String message, Exception cause) {
        super(message, cause);
    }
}
