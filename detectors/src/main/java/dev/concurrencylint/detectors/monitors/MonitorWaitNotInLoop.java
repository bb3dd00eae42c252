package dev.concurrencylint.detectors.monitors;

import dev.concurrencylint.waiting.WaitFault;

/** Waits that are not tested again. */
public final class MonitorWaitNotInLoop extends WaitDetector {
    public MonitorWaitNotInLoop() {
        super(dev.concurrencylint.rules.monitors.MonitorWaitNotInLoop.RULE);
    }

    @Override
    boolean isMine(WaitFault fault) {
        return fault.kind() == WaitFault.Kind.NOT_IN_LOOP;
    }

    @Override
    String message(WaitFinding finding) {
        finding.stepsOfOthers().step("and is not tested again after " + finding.call());
        return "What " + finding.call() + " on " + finding.object()
                + " waits for is not tested again before the code goes on; the wait may end early.";
    }
}
