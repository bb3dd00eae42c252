package dev.concurrencylint.rules.permits;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A normal path keeps the permit. */
public final class PermitNotReleased {
    public static final Rule RULE = new Rule(
            "PERMIT_NOT_RELEASED",
            Family.PERMITS,
            "PermitNotReleased",
            Severity.ERROR,
            "permit not given back on a normal path",
            "A normal path leaves the method, or turns a loop, with a permit that the method gives back on other paths, and nobody else gives it back.",
            List.of(772, 667));

    private PermitNotReleased() {}
}
