package dev.concurrencylint.detectors.permits;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.locks.LockAttemptIgnored;
import dev.concurrencylint.models.Protocol;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import java.util.List;

/** Attempts to get permits whose answer is dropped. */
public final class PermitAttemptIgnored implements Detector {
    private static final Rule RULE = dev.concurrencylint.rules.permits.PermitAttemptIgnored.RULE;

    private final Detector holds = new LockAttemptIgnored(RULE, Protocol.PERMIT);

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        return holds.detect(known);
    }
}
