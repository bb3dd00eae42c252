package dev.concurrencylint.detectors.locks;

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

/** Exceptions that leave a method while it holds a lock. */
public final class LockNotReleasedOnException implements Detector {
    private final Rule rule;
    private final Protocol protocol;

    public LockNotReleasedOnException() {
        this(dev.concurrencylint.rules.locks.LockNotReleasedOnException.RULE, Protocol.LOCK);
    }

    /**
     * The same fault under another rule.
     *
     * @param protocol what stands for the holds
     */
    public LockNotReleasedOnException(Rule rule, Protocol protocol) {
        this.rule = rule;
        this.protocol = protocol;
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        for (Judged one : known.judged()) {
            End end = one.fault().end();
            if (one.fault().is(Fault.Kind.NOT_RELEASED_ON_EXCEPTION, protocol) && end != null) {
                findings.add(finding(new HoldFinding(one, known.places()), end));
            }
        }
        return findings;
    }

    private Finding finding(HoldFinding finding, End end) {
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
