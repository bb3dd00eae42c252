package dev.concurrencylint.detectors.permits;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.locks.LockNotReleased;
import dev.concurrencylint.models.Protocol;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import java.util.List;

/** Normal ways, and turns of loops, that keep a permit. */
public final class PermitNotReleased implements Detector {
    private static final Rule RULE = dev.concurrencylint.rules.permits.PermitNotReleased.RULE;

    private final Detector holds = new LockNotReleased(RULE, Protocol.PERMIT);

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        return holds.detect(known);
    }
}
