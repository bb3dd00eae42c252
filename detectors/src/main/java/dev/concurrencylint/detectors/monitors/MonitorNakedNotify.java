package dev.concurrencylint.detectors.monitors;

import dev.concurrencylint.waiting.WaitFault;

/** Notifications where nothing has changed. */
public final class MonitorNakedNotify extends WaitDetector {
    public MonitorNakedNotify() {
        super(dev.concurrencylint.rules.monitors.MonitorNakedNotify.RULE);
    }

    @Override
    boolean isMine(WaitFault fault) {
        return fault.kind() == WaitFault.Kind.NAKED;
    }

    @Override
    String message(WaitFinding finding) {
        finding.stepsOfOthers().step(finding.call() + " wakes, and nothing has changed");
        return finding.call() + " on " + finding.object()
                + " wakes threads although nothing that they test has changed: they go on waiting.";
    }
}
