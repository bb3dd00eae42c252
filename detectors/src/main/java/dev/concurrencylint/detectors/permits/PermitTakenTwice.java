package dev.concurrencylint.detectors.permits;

import dev.concurrencylint.detectors.EndDetector;
import dev.concurrencylint.detectors.HoldFinding;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.models.Protocol;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.summaries.Fault;

/** Permits that are waited for although an attempt got some, so that one of the two is lost. */
public final class PermitTakenTwice extends EndDetector {
    public PermitTakenTwice() {
        super(dev.concurrencylint.rules.permits.PermitTakenTwice.RULE, Fault.Kind.TAKEN_TWICE, Protocol.PERMIT);
    }

    @Override
    protected Finding finding(HoldFinding finding, End end) {
        int site = finding.fault().site();
        finding.attempts(site).forEach(at -> finding.step(at, finding.call(at) + " gets " + finding.lock()));
        finding.step(site, finding.call(site) + " waits for " + finding.lock() + " once more")
                .step(end.at(), "the method returns" + finding.line(end.at()) + ", and one of the two is still taken");
        return finding.finding(
                rule(),
                finding.call(site) + " takes " + finding.lock()
                        + " although the attempt before it got one; only one of the two is given back.");
    }
}
