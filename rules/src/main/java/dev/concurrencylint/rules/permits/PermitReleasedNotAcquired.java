package dev.concurrencylint.rules.permits;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A release of a permit that was not acquired. */
public final class PermitReleasedNotAcquired {
    public static final Rule RULE = new Rule(
            "PERMIT_RELEASED_NOT_ACQUIRED",
            Family.PERMITS,
            "PermitReleasedNotAcquired",
            Severity.ERROR,
            "release of a permit that was not acquired",
            "A path reaches release() without the permit that it gives back: the semaphore then lets in one thread more than it should, for good.",
            List.of(1341, 832, 667));

    private PermitReleasedNotAcquired() {}
}
