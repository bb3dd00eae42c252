package dev.concurrencylint.source;

import dev.concurrencylint.rules.Range;
import java.util.Optional;

/**
 * What the source has at a place.
 *
 * @param mark begins on the place's line; empty where nothing that is plainly meant begins there
 */
record Match(Kind kind, Optional<Range> mark) {
    /** How much of it was found. */
    enum Kind {
        /** The expression or statement that the instruction comes from. */
        EXPRESSION,
        /** The statement around it; the instruction itself is the compiler's, or one of several that can't be told apart. */
        STATEMENT,
        /** The class file says no line, or its method is the compiler's own. */
        NOTHING,
        /** The line is the method's, and has no such call or the like, which compilers don't make by themselves. */
        MISSING,
        /** The file has no such line, or it is of another method than the class file says: one of the two is older. */
        ELSEWHERE
    }

    static Match of(Kind kind) {
        return new Match(kind, Optional.empty());
    }
}
