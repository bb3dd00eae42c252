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

/** Permits that are waited for although an attempt got some, so that one of the two is lost. */
public final class PermitTakenTwice implements Detector {
    private static final Rule RULE = dev.concurrencylint.rules.permits.PermitTakenTwice.RULE;

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        for (Judged one : known.judged()) {
            End end = one.fault().end();
            if (one.fault().is(Fault.Kind.TAKEN_TWICE, Protocol.PERMIT) && end != null) {
                findings.add(finding(new HoldFinding(one, known.places()), end));
            }
        }
        return findings;
    }

    private static Finding finding(HoldFinding finding, End end) {
        int site = finding.fault().site();
        finding.attempts(site).forEach(at -> finding.step(at, finding.call(at) + " gets " + finding.lock()));
        finding.step(site, finding.call(site) + " waits for " + finding.lock() + " once more")
                .step(end.at(), "the method returns" + finding.line(end.at()) + ", and one of the two is still taken");
        return finding.finding(
                RULE,
                finding.call(site) + " takes " + finding.lock()
                        + " although the attempt before it got one; only one of the two is given back.");
    }
}
