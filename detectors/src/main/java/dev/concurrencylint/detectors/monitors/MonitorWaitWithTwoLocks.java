package dev.concurrencylint.detectors.monitors;

import dev.concurrencylint.waiting.WaitFault;

/** Waits with another lock that the notifier needs. */
public final class MonitorWaitWithTwoLocks extends WaitDetector {
    public MonitorWaitWithTwoLocks() {
        super(dev.concurrencylint.rules.monitors.MonitorWaitWithTwoLocks.RULE);
    }

    @Override
    boolean isMine(WaitFault fault) {
        return fault.kind() == WaitFault.Kind.TWO_LOCKS;
    }

    @Override
    String message(WaitFinding finding) {
        finding.stepsOfOthers().step(finding.call() + " gives back the one only");
        return finding.call() + " waits on " + finding.object() + " and keeps " + finding.lock()
                + ", without which nobody comes to wake it.";
    }
}
