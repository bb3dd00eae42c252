package dev.concurrencylint.rules.locks;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** The monitor of an object is entered whose field gets another object. */
public final class LockOnChangingField {
    public static final Rule RULE = new Rule(
            "LOCK_ON_CHANGING_FIELD",
            Family.LOCKS,
            "LockOnChangingField",
            Severity.WARNING,
            "synchronized on a field that is reassigned",
            "The block locks the object in a field into which the program puts another object later: threads that lock the old and the new one are inside at once.",
            List.of(662, 667));

    private LockOnChangingField() {}
}
