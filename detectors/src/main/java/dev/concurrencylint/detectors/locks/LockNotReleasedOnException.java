package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.detectors.EndDetector;
import dev.concurrencylint.detectors.HoldFinding;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.models.Protocol;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.Fault;

/** Exceptions that leave a method while it holds a lock. */
public final class LockNotReleasedOnException extends EndDetector {
    public LockNotReleasedOnException() {
        this(dev.concurrencylint.rules.locks.LockNotReleasedOnException.RULE, Protocol.LOCK);
    }

    /**
     * The same fault under another rule.
     *
     * @param protocol what stands for the holds
     */
    public LockNotReleasedOnException(Rule rule, Protocol protocol) {
        super(rule, Fault.Kind.NOT_RELEASED_ON_EXCEPTION, protocol);
    }

    @Override
    protected Finding finding(HoldFinding finding, End end) {
        int site = finding.fault().site();
        int raised = end.origins().isEmpty() ? end.at() : end.origins().first();
        if (finding.isRelease()) {
            finding.stepsOfThrowing(end)
                    .step(end.at(), "the exception leaves the method before " + finding.call(site) + " is reached");
            return finding.finding(
                    rule(),
                    finding.call(site) + " gives back " + finding.lock() + " for others; if " + finding.call(raised)
                            + " throws before, nobody does.");
        }
        finding.step(site, finding.call(site) + " takes " + finding.lock())
                .stepsOfThrowing(end)
                .step(end.at(), "the exception leaves the method, which still holds " + finding.lock());
        return finding.finding(
                rule(),
                finding.call(site) + " takes " + finding.lock() + "; if " + finding.call(raised)
                        + " throws, it is never given back.");
    }
}
