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
        boolean isByFailure =
                finding.fault().evidence().stream().anyMatch(each -> each.id().equals(WaitFault.IF_IT_FAILS));
        return "What changes here" + finding.at() + " ends a wait on " + finding.object()
                + (isByFailure
                        ? ", but nobody who waits is woken if something fails before the wake-up."
                        : ", but nobody who waits is woken.");
    }
}
