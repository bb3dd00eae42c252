package dev.concurrencylint.detectors.permits;

import dev.concurrencylint.detectors.EndDetector;
import dev.concurrencylint.detectors.HoldFinding;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.models.Protocol;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.summaries.Fault;

/** Releases that give back more, or fewer, permits than were taken. */
public final class PermitCountMismatch extends EndDetector {
    public PermitCountMismatch() {
        super(dev.concurrencylint.rules.permits.PermitCountMismatch.RULE, Fault.Kind.COUNT_MISMATCH, Protocol.PERMIT);
    }

    @Override
    protected Finding finding(HoldFinding finding, End end) {
        int site = finding.fault().site();
        String difference = finding.lock();
        boolean fewer = finding.isPartOf(site);
        finding.partners(site).forEach(at -> finding.step(at, finding.call(at) + " takes permits"));
        finding.stepsOfThrowing(end)
                .step(
                        site,
                        fewer
                                ? finding.call(site) + " gives a part of them back; " + difference + " stays taken"
                                : finding.call(site) + " gives back more than was taken, by " + difference);
        return finding.finding(
                rule(),
                fewer
                        ? finding.call(site) + " gives back fewer permits than were taken: " + difference
                                + " stays taken."
                        : finding.call(site) + " gives back more permits than were taken, by " + difference + ".");
    }
}
