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

/** Attempts to take a lock whose answer is dropped. */
public final class LockAttemptIgnored implements Detector {
    private final Rule rule;
    private final Protocol protocol;

    public LockAttemptIgnored() {
        this(dev.concurrencylint.rules.locks.LockAttemptIgnored.RULE, Protocol.LOCK);
    }

    /**
     * The same fault under another rule.
     *
     * @param protocol what stands for the holds
     */
    public LockAttemptIgnored(Rule rule, Protocol protocol) {
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
            if (one.fault().is(Fault.Kind.ATTEMPT_IGNORED, protocol) && end != null) {
                findings.add(finding(new HoldFinding(one, known.places()), end));
            }
        }
        return findings;
    }

    private Finding finding(HoldFinding finding, End end) {
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
