package dev.concurrencylint.rules.permits;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A tryAcquire whose answer nobody reads, and a release as if it had succeeded. */
public final class PermitAttemptIgnored {
    public static final Rule RULE = new Rule(
            "PERMIT_ATTEMPT_IGNORED",
            Family.PERMITS,
            "PermitAttemptIgnored",
            Severity.ERROR,
            "answer of tryAcquire() ignored",
            "The answer of tryAcquire() is dropped, and the code releases afterwards as if it had got the permit: each failed attempt makes one permit too many.",
            List.of(252, 667));

    private PermitAttemptIgnored() {}
}
