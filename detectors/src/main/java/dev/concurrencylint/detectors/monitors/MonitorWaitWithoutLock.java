package dev.concurrencylint.detectors.monitors;

import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.waiting.WaitFault;

/** Waits on objects whose monitor is not held. */
public final class MonitorWaitWithoutLock extends WaitDetector {
    public MonitorWaitWithoutLock() {
        super(dev.concurrencylint.rules.monitors.MonitorWaitWithoutLock.RULE);
    }

    @Override
    boolean isMine(WaitFault fault) {
        return fault.kind() == WaitFault.Kind.NOT_HELD
                && fault.on() == WaitModel.On.MONITOR
                && fault.operation() != null
                && fault.operation().waits();
    }

    @Override
    String message(WaitFinding finding) {
        finding.stepsOfWays().stepsOfOthers();
        return finding.call() + " is reached where the monitor of " + finding.lock()
                + " is not held: it throws IllegalMonitorStateException instead of waiting.";
    }
}
