package dev.concurrencylint.rules.permits;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** An attempt succeeds, and the same permit is acquired again. */
public final class PermitTakenTwice {
    public static final Rule RULE = new Rule(
            "PERMIT_TAKEN_TWICE",
            Family.PERMITS,
            "PermitTakenTwice",
            Severity.WARNING,
            "permit acquired again after a successful attempt",
            "A successful tryAcquire() has taken the permit already, and acquire() takes another one for the same work: one of the two is lost, or the thread waits for itself.",
            List.of(764, 833, 667));

    private PermitTakenTwice() {}
}
