package dev.concurrencylint.detectors.monitors;

import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.waiting.WaitFault;

/** Notifications on objects whose monitor is not held. */
public final class MonitorNotifyWithoutLock extends WaitDetector {
    public MonitorNotifyWithoutLock() {
        super(dev.concurrencylint.rules.monitors.MonitorNotifyWithoutLock.RULE);
    }

    @Override
    boolean isMine(WaitFault fault) {
        return fault.kind() == WaitFault.Kind.NOT_HELD
                && fault.on() == WaitModel.On.MONITOR
                && fault.operation() != null
                && !fault.operation().waits();
    }

    @Override
    String message(WaitFinding finding) {
        finding.stepsOfWays().stepsOfOthers();
        return finding.call() + " is reached where the monitor of " + finding.lock()
                + " is not held: it throws IllegalMonitorStateException, and nobody is woken.";
    }
}
