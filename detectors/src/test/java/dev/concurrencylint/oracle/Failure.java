package dev.concurrencylint.oracle;

/** The exceptions of samples. */
enum Failure {
    UNCHECKED("IllegalStateException"),
    CHECKED("java.io.IOException"),
    INTERRUPTED("InterruptedException");

    private final String type;

    Failure(String type) {
        this.type = type;
    }

    String type() {
        return type;
    }
}
