package dev.concurrencylint.detectors.monitors;

import dev.concurrencylint.waiting.WaitFault;

/** Handlers of IllegalMonitorStateException. */
public final class MonitorStateExceptionCaught extends WaitDetector {
    public MonitorStateExceptionCaught() {
        super(dev.concurrencylint.rules.monitors.MonitorStateExceptionCaught.RULE);
    }

    @Override
    boolean isMine(WaitFault fault) {
        return fault.kind() == WaitFault.Kind.EXCEPTION_CAUGHT;
    }

    @Override
    String message(WaitFinding finding) {
        finding.step("IllegalMonitorStateException is caught");
        return "IllegalMonitorStateException is caught" + finding.at()
                + " and the code goes on: it hides that a lock or a monitor is not held.";
    }
}
