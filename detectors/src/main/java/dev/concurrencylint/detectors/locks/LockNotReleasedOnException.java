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
    private final Rule rule;
    private final boolean stamped;

    public LockNotReleasedOnException() {
        this(dev.concurrencylint.rules.locks.LockNotReleasedOnException.RULE, false);
    }

    /**
     * The same fault under another rule.
     *
     * @param stamped whether of locks whose holds are stood for by stamps
     */
    LockNotReleasedOnException(Rule rule, boolean stamped) {
        this.rule = rule;
        this.stamped = stamped;
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
            if (one.fault().is(Fault.Kind.NOT_RELEASED_ON_EXCEPTION, stamped) && end != null) {
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
