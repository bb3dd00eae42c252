package dev.concurrencylint.bytecode;

/** What a class is to a run. */
enum Standing {
    /** Part of the program, and reported on. */
    ANALYSED,
    /** Part of the program: it may call, inherit from and annotate what is reported on. */
    NEIGHBOUR,
    /** Used by the program, and knows nothing of it. */
    LIBRARY;

    boolean isOfProgram() {
        return this != LIBRARY;
    }
}
