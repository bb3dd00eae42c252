package dev.concurrencylint.rules.permits;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** The second of two acquires fails, and the first one's permit stays taken. */
public final class PermitSecondLeaksFirst {
    public static final Rule RULE = new Rule(
            "PERMIT_SECOND_LEAKS_FIRST",
            Family.PERMITS,
            "PermitSecondLeaksFirst",
            Severity.ERROR,
            "permit lost when a second acquire fails",
            "A second acquire is interrupted or fails while the permit of a first one is held, and the first permit is not given back on that way.",
            List.of(772, 460, 667));

    private PermitSecondLeaksFirst() {}
}
