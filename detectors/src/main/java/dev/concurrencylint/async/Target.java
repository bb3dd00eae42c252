package dev.concurrencylint.async;

import dev.concurrencylint.program.ClassInfo;
import java.util.Optional;

/**
 * The Java release that the program runs on.
 *
 * @param said by the user; where he doesn't, the classes tell the oldest that it can be
 */
public record Target(Optional<Integer> said) {
    private static final int FIRST_VIRTUAL = 21;
    /** From here on, a virtual thread that waits with a monitor lets go of its carrier (JEP 491). */
    private static final int FIRST_FREE = 24;

    /** Whether a virtual thread that the class starts keeps its carrier while it waits with a monitor. */
    boolean pins(ClassInfo starter) {
        int release = said.orElse(starter.release());
        return release >= FIRST_VIRTUAL && release < FIRST_FREE;
    }

    /** Whether the class can run there. */
    boolean runs(ClassInfo type) {
        return said.isPresent() || type.release() < FIRST_FREE;
    }
}
