package dev.concurrencylint.source;

import dev.concurrencylint.rules.Range;
import dev.concurrencylint.rules.Spot;
import java.util.Optional;

/**
 * Something in a body that instructions come from.
 *
 * @param kind of the instruction; OTHER for statements without their bodies, and for closing braces
 * @param name as {@link Spot#name()} has it
 * @param line where compilers say that it is; the mark begins on it
 * @param mark what a reader is shown
 * @param whole all of it, arguments and bodies included
 * @param lambda the lambda's body; empty for method references and all that is no lambda
 */
public record Element(Spot.Kind kind, String name, int line, Range mark, Range whole, Optional<OutlinedBody> lambda) {
    Element(Spot.Kind kind, String name, Range mark, Range whole) {
        this(kind, name, mark.startLine(), mark, whole, Optional.empty());
    }
}
