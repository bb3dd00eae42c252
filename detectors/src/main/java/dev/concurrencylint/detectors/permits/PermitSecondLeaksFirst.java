package dev.concurrencylint.detectors.permits;

import dev.concurrencylint.detectors.EndDetector;
import dev.concurrencylint.detectors.HoldFinding;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.models.Protocol;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.summaries.Fault;

/** Permits that are lost where a second one is not got. */
public final class PermitSecondLeaksFirst extends EndDetector {
    public PermitSecondLeaksFirst() {
        super(
                dev.concurrencylint.rules.permits.PermitSecondLeaksFirst.RULE,
                Fault.Kind.SECOND_LEAKS_FIRST,
                Protocol.PERMIT);
    }

    @Override
    protected Finding finding(HoldFinding finding, End end) {
        int site = finding.fault().site();
        int second = end.failedAttempts().tailSet(site + 1).first();
        String what = " does not get what it asks for";
        finding.step(site, finding.call(site) + " takes " + finding.lock())
                .step(second, finding.call(second) + what)
                .step(end.at(), "the method ends" + finding.line(end.at()) + " and still has " + finding.lock());
        return finding.finding(
                rule(),
                finding.call(site) + " takes " + finding.lock() + "; where " + finding.call(second) + what
                        + ", it is never given back.");
    }
}
