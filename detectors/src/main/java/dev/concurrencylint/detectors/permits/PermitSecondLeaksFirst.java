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

/** Permits that are lost where a second one is not got. */
public final class PermitSecondLeaksFirst implements Detector {
    private static final Rule RULE = dev.concurrencylint.rules.permits.PermitSecondLeaksFirst.RULE;

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        for (Judged one : known.judged()) {
            End end = one.fault().end();
            if (one.fault().is(Fault.Kind.SECOND_LEAKS_FIRST, Protocol.PERMIT) && end != null) {
                findings.add(finding(new HoldFinding(one, known.places()), end));
            }
        }
        return findings;
    }

    private static Finding finding(HoldFinding finding, End end) {
        int site = finding.fault().site();
        int second = end.failedAttempts().tailSet(site + 1).first();
        String what = " does not get what it asks for";
        finding.step(site, finding.call(site) + " takes " + finding.lock())
                .step(second, finding.call(second) + what)
                .step(end.at(), "the method ends" + finding.line(end.at()) + " and still has " + finding.lock());
        return finding.finding(
                RULE,
                finding.call(site) + " takes " + finding.lock() + "; where " + finding.call(second) + what
                        + ", it is never given back.");
    }
}
