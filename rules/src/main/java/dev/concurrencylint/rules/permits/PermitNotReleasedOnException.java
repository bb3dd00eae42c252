package dev.concurrencylint.rules.permits;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** An exception keeps the permit. */
public final class PermitNotReleasedOnException {
    public static final Rule RULE = new Rule(
            "PERMIT_NOT_RELEASED_ON_EXCEPTION",
            Family.PERMITS,
            "PermitNotReleasedOnException",
            Severity.ERROR,
            "permit not given back after an exception",
            "An exception, in the method or in the stage or task that was to release, loses a permit that the normal path gives back.",
            List.of(772, 460, 667));

    private PermitNotReleasedOnException() {}
}
