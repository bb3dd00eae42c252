package dev.concurrencylint.detectors.monitors;

import dev.concurrencylint.waiting.WaitFault;

/** Waits before which nothing is tested under the lock. */
public final class MonitorUnconditionalWait extends WaitDetector {
    public MonitorUnconditionalWait() {
        super(dev.concurrencylint.rules.monitors.MonitorUnconditionalWait.RULE);
    }

    @Override
    boolean isMine(WaitFault fault) {
        return fault.kind() == WaitFault.Kind.UNCONDITIONAL;
    }

    @Override
    String message(WaitFinding finding) {
        finding.stepsOfOthers().step(finding.call() + " waits without having tested anything under the lock");
        return finding.call() + " waits on " + finding.object()
                + " without having tested under the lock what it waits for; a wake-up that comes before is lost.";
    }
}
