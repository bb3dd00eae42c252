package dev.concurrencylint.code;

/** A value that stands in the instruction itself. */
public sealed interface Constant {
    /** Also booleans, bytes, chars and shorts. */
    record Int(int value) implements Constant {}

    record Null() implements Constant {}

    record Text(String value) implements Constant {}

    /** @param type internal name or descriptor of an array */
    record ClassLiteral(String type) implements Constant {}

    /** Longs, floats, doubles, method handles: told apart by their text only. */
    record Other(String text) implements Constant {}
}
