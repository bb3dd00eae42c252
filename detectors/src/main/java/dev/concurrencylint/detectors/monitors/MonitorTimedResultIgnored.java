package dev.concurrencylint.detectors.monitors;

import dev.concurrencylint.waiting.WaitFault;

/** Waits of limited time whose answer is dropped. */
public final class MonitorTimedResultIgnored extends WaitDetector {
    public MonitorTimedResultIgnored() {
        super(dev.concurrencylint.rules.monitors.MonitorTimedResultIgnored.RULE);
    }

    @Override
    boolean isMine(WaitFault fault) {
        return fault.kind() == WaitFault.Kind.RESULT_IGNORED;
    }

    @Override
    String message(WaitFinding finding) {
        finding.step(finding.call() + " answers whether the time is over");
        return "The answer of " + finding.call() + " on " + finding.object()
                + " is dropped, and nothing is tested: the code goes on as if it had been woken.";
    }
}
