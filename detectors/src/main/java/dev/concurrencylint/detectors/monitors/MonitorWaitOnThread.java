package dev.concurrencylint.detectors.monitors;

import dev.concurrencylint.waiting.WaitFault;

/** Waits and notifications on threads. */
public final class MonitorWaitOnThread extends WaitDetector {
    public MonitorWaitOnThread() {
        super(dev.concurrencylint.rules.monitors.MonitorWaitOnThread.RULE);
    }

    @Override
    boolean isMine(WaitFault fault) {
        return fault.kind() == WaitFault.Kind.ON_THREAD;
    }

    @Override
    String message(WaitFinding finding) {
        finding.step(finding.call() + " is called on a thread");
        return finding.call() + " uses the monitor of the thread " + finding.object()
                + ", on which join() waits and which is notified when the thread ends.";
    }
}
