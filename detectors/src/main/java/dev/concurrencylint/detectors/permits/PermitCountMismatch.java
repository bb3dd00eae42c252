package dev.concurrencylint.detectors.permits;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.HoldFinding;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.models.Protocol;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.Fault;
import dev.concurrencylint.summaries.Judged;
import java.util.ArrayList;
import java.util.List;

/** Releases that give back more, or fewer, permits than were taken. */
public final class PermitCountMismatch implements Detector {
    private static final Rule RULE = dev.concurrencylint.rules.permits.PermitCountMismatch.RULE;

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        for (Judged one : known.judged()) {
            End end = one.fault().end();
            if (one.fault().is(Fault.Kind.COUNT_MISMATCH, Protocol.PERMIT) && end != null) {
                findings.add(finding(new HoldFinding(one, known.places()), end));
            }
        }
        return findings;
    }

    private static Finding finding(HoldFinding finding, End end) {
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
                RULE,
                fewer
                        ? finding.call(site) + " gives back fewer permits than were taken: " + difference
                                + " stays taken."
                        : finding.call(site) + " gives back more permits than were taken, by " + difference + ".");
    }
}
