package dev.concurrencylint.detectors.monitors;

import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.waiting.WaitFault;

/** Waits on conditions whose lock is not held. */
public final class MonitorAwaitWithoutLock extends WaitDetector {
    public MonitorAwaitWithoutLock() {
        super(dev.concurrencylint.rules.monitors.MonitorAwaitWithoutLock.RULE);
    }

    @Override
    boolean isMine(WaitFault fault) {
        return fault.kind() == WaitFault.Kind.NOT_HELD
                && fault.on() != WaitModel.On.MONITOR
                && fault.operation() != null
                && fault.operation().waits();
    }

    @Override
    String message(WaitFinding finding) {
        finding.stepsOfWays().stepsOfOthers();
        return finding.call() + " is reached where " + finding.lock()
                + " is not held: it throws IllegalMonitorStateException instead of waiting.";
    }
}
