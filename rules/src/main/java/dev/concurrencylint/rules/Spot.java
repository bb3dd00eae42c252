package dev.concurrencylint.rules;

import java.util.Comparator;
import java.util.Optional;

/**
 * Which of the things on a line an instruction is, in words that the source has too.
 *
 * @param name the simple name of the method called, of the class made, of the field used; empty for other kinds, and for an anonymous
 *     class
 * @param line the instruction's; 0 where unknown
 * @param ordinal counted from 0, among the instructions of the bytecode method that have the same kind, name and line, in their order; for
 *     lambdas, whatever the line. A compiler may have made several instructions of one thing in the source
 * @param count how many there are of these; at least 1
 * @param lambda what makes the lambda in whose body it is; empty outside of lambdas, and where that is not known
 */
public record Spot(Kind kind, String name, int line, int ordinal, int count, Optional<Spot> lambda)
        implements Comparable<Spot> {
    /** Something on the line. */
    public static final Spot SOMETHING = new Spot(Kind.OTHER, "", 0, 0, 1, Optional.empty());

    private static final Comparator<Spot> ORDER = Comparator.comparing(Spot::line)
            .thenComparing(Spot::ordinal)
            .thenComparing(Spot::kind)
            .thenComparing(Spot::name)
            .thenComparing(spot -> spot.lambda().map(Spot::ordinal).orElse(-1));

    /** What it does. */
    public enum Kind {
        /** A method is called. */
        CALL,
        /** A constructor is called: by {@code new}, or by another constructor. */
        NEW,
        /** A lambda or a method reference is made. */
        LAMBDA,
        /** A monitor is entered. */
        MONITOR,
        /** A field is read. */
        READ,
        /** A field is written. */
        WRITE,
        /** The method returns. */
        RETURN,
        /** Something is thrown. */
        THROW,
        /** Anything else. */
        OTHER
    }

    @Override
    public int compareTo(Spot other) {
        return ORDER.compare(this, other);
    }
}
