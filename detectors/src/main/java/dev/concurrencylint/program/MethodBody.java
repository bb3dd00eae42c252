package dev.concurrencylint.program;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.MethodRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the index knows of a method's code without keeping it.
 *
 * @param calls in the order of the code
 * @param bodies methods that lambdas and method references made here run
 * @param thrown what {@code throw new …} and {@code throw call()} throw out of the method, with the catching handlers taken off
 * @param read fields that it reads
 * @param written fields that it writes
 * @param made the fields among them into which it only puts objects that it has just made with {@code new}
 * @param getter its field, if it only returns one
 * @param returns whether it has any return instruction; one that has none always throws or never ends
 * @param size the number of instructions
 */
public record MethodBody(
        List<CallSite> calls,
        List<MethodRef> bodies,
        List<String> thrown,
        List<FieldRef> read,
        List<FieldRef> written,
        List<FieldRef> made,
        @Nullable Getter getter,
        boolean returns,
        int size) {
    /** Of a method without code, or whose code can't be read: nothing is known of it. */
    public static final MethodBody NONE =
            new MethodBody(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, true, 0);
}
