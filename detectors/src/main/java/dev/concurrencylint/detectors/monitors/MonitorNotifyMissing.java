package dev.concurrencylint.detectors.monitors;

import dev.concurrencylint.waiting.WaitFault;

/** Changes that nobody who waits is told of. */
public final class MonitorNotifyMissing extends WaitDetector {
    public MonitorNotifyMissing() {
        super(dev.concurrencylint.rules.monitors.MonitorNotifyMissing.RULE);
    }

    @Override
    boolean isMine(WaitFault fault) {
        return fault.kind() == WaitFault.Kind.MISSING;
    }

    @Override
    String message(WaitFinding finding) {
        finding.step("changes what others wait for").stepsOfOthers();
        return "What changes here" + finding.at() + " ends a wait on " + finding.object()
                + ", but nobody who waits is woken.";
    }
}
