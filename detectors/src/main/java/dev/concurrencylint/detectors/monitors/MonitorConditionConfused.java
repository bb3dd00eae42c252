package dev.concurrencylint.detectors.monitors;

import dev.concurrencylint.waiting.WaitFault;

/** Monitor methods called on objects that have methods of their own to wait and to wake. */
public final class MonitorConditionConfused extends WaitDetector {
    public MonitorConditionConfused() {
        super(dev.concurrencylint.rules.monitors.MonitorConditionConfused.RULE);
    }

    @Override
    boolean isMine(WaitFault fault) {
        return fault.kind() == WaitFault.Kind.CONFUSED;
    }

    @Override
    String message(WaitFinding finding) {
        finding.step(finding.call() + " is the method that every object has");
        return finding.call() + " uses the monitor of " + finding.object()
                + ", which has methods of its own to wait and to wake; whoever uses those is neither waited for nor woken.";
    }
}
