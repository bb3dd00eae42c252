package dev.concurrencylint.rules.locks;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** The monitor of an object is entered that code elsewhere may have, too, or that is another one in the next call. */
public final class LockOnSharedValue {
    public static final Rule RULE = new Rule(
            "LOCK_ON_SHARED_VALUE",
            Family.LOCKS,
            "LockOnSharedValue",
            Severity.ERROR,
            "synchronized on a shared or exchangeable object",
            "The block enters the monitor of a literal, a boxed or value-based object or another class's object: unrelated code may hold it, and equal ones may be different monitors.",
            List.of(412, 1036));

    private LockOnSharedValue() {}
}
