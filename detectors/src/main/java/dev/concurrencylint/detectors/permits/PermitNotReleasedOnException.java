package dev.concurrencylint.detectors.permits;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.locks.LockNotReleasedOnException;
import dev.concurrencylint.models.Protocol;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import java.util.List;

/** Exceptions that take a permit out of the method for good. */
public final class PermitNotReleasedOnException implements Detector {
    private static final Rule RULE = dev.concurrencylint.rules.permits.PermitNotReleasedOnException.RULE;

    private final Detector holds = new LockNotReleasedOnException(RULE, Protocol.PERMIT);

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        return holds.detect(known);
    }
}
