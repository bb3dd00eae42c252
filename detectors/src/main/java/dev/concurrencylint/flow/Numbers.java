package dev.concurrencylint.flow;

import java.util.OptionalLong;

/** What is known of values as numbers. */
public final class Numbers {
    private static final String LONG = "Long:"; // as the code names constants of that type

    private Numbers() {}

    /** The number, where the value is a constant of the type int or long. */
    public static OptionalLong of(Value value) {
        if (value instanceof Value.Int number) {
            return OptionalLong.of(number.value());
        }
        return value instanceof Value.Literal literal && literal.text().startsWith(LONG)
                ? OptionalLong.of(Long.parseLong(literal.text().substring(LONG.length())))
                : OptionalLong.empty();
    }
}
