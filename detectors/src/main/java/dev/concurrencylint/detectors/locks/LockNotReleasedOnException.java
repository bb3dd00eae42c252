package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.Fault;
import dev.concurrencylint.summaries.Judged;
import java.util.ArrayList;
import java.util.List;

/** Exceptions that leave a method while it holds a lock. */
public final class LockNotReleasedOnException implements Detector {
    @Override
    public Rule rule() {
        return dev.concurrencylint.rules.locks.LockNotReleasedOnException.RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        for (Judged one : known.judged()) {
            End end = one.fault().end();
            if (one.fault().kind() == Fault.Kind.NOT_RELEASED_ON_EXCEPTION && end != null) {
                findings.add(finding(new LockFinding(one, known.places()), end));
            }
        }
        return findings;
    }

    private Finding finding(LockFinding finding, End end) {
        int site = finding.fault().site();
        int raised = end.origins().isEmpty() ? end.at() : end.origins().first();
        finding.step(site, finding.call(site) + " takes " + finding.lock())
                .stepsOfThrowing(end)
                .step(end.at(), "the exception leaves the method, which still holds " + finding.lock());
        return finding.finding(
                rule(),
                finding.call(site) + " takes " + finding.lock() + "; if " + finding.call(raised)
                        + " throws, it is never given back.");
    }
}
