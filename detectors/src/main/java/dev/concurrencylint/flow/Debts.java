package dev.concurrencylint.flow;

import dev.concurrencylint.code.MethodRef;
import java.util.List;

/**
 * What calls do to objects that somebody waits for, such as promises, until they are brought to an end. In the flow analysis such an
 * object is held from where it is made; it no longer is where the code ends it, or gives it to code that may.
 */
public interface Debts {
    /** In place of a position: the object is older than the method's run. */
    int AT_ENTRY = -1;

    /** The objects that the method is to bring to an end, in its own terms. */
    List<Value> atEntry();

    /**
     * What the method is called with, the receiver first, in its caller's terms; empty where that is not known. Constants are what they
     * are, and what is no constant is taken not to be null.
     */
    List<Value> operands();

    /** Whether the call makes such an object: a constructor its receiver, any other method what it answers. */
    boolean makes(MethodRef method);

    /** Whether the call brings its receiver to an end. */
    boolean ends(MethodRef method);

    /** Whether the call leaves its receiver as it is, and gives it to nobody who could end it. */
    boolean reads(MethodRef method);
}
