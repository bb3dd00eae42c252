package dev.concurrencylint.rules.permits;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** One number of permits is taken, and another one is given back. */
public final class PermitCountMismatch {
    public static final Rule RULE = new Rule(
            "PERMIT_COUNT_MISMATCH",
            Family.PERMITS,
            "PermitCountMismatch",
            Severity.ERROR,
            "another number of permits released than acquired",
            "The method releases more or fewer permits than it acquired: the semaphore grows or shrinks with each call.",
            List.of(667, 772));

    private PermitCountMismatch() {}
}
