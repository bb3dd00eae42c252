package dev.concurrencylint.detectors.monitors;

import dev.concurrencylint.waiting.WaitFault;

/** Notifications of one thread where others have to be woken. */
public final class MonitorNotifyOneOfMany extends WaitDetector {
    public MonitorNotifyOneOfMany() {
        super(dev.concurrencylint.rules.monitors.MonitorNotifyOneOfMany.RULE);
    }

    @Override
    boolean isMine(WaitFault fault) {
        return fault.kind() == WaitFault.Kind.ONE_OF_MANY;
    }

    @Override
    String message(WaitFinding finding) {
        finding.stepsOfOthers().step(finding.call() + " wakes one of them");
        return finding.call() + " wakes one thread that waits on " + finding.object()
                + ", and it may be one that can't go on while another could.";
    }
}
