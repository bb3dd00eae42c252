package dev.concurrencylint.detectors.permits;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.locks.LockReleasedNotHeld;
import dev.concurrencylint.models.Protocol;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import java.util.List;

/** Permits that are given back without having been taken. */
public final class PermitReleasedNotAcquired implements Detector {
    private static final Rule RULE = dev.concurrencylint.rules.permits.PermitReleasedNotAcquired.RULE;

    private final Detector holds = new LockReleasedNotHeld(RULE, Protocol.PERMIT);

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        return holds.detect(known);
    }
}
