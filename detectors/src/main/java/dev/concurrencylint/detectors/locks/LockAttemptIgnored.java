package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.detectors.EndDetector;
import dev.concurrencylint.detectors.HoldFinding;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.models.Protocol;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.Fault;

/** Attempts to take a lock whose answer is dropped. */
public final class LockAttemptIgnored extends EndDetector {
    public LockAttemptIgnored() {
        this(dev.concurrencylint.rules.locks.LockAttemptIgnored.RULE, Protocol.LOCK);
    }

    /**
     * The same fault under another rule.
     *
     * @param protocol what stands for the holds
     */
    public LockAttemptIgnored(Rule rule, Protocol protocol) {
        super(rule, Fault.Kind.ATTEMPT_IGNORED, protocol);
    }

    @Override
    protected Finding finding(HoldFinding finding, End end) {
        int site = finding.fault().site();
        finding.step(site, "the answer of " + finding.call(site) + " is dropped")
                .stepsOfThrowing(end)
                .step(end.at(), "the code went on as if " + finding.lock() + " were held");
        return finding.finding(
                rule(),
                "the answer of " + finding.call(site) + " is dropped, and the code goes on as if " + finding.lock()
                        + " were held.");
    }
}
