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

/** Attempts to take a lock whose answer is dropped. */
public final class LockAttemptIgnored implements Detector {
    private final Rule rule;
    private final boolean stamped;

    public LockAttemptIgnored() {
        this(dev.concurrencylint.rules.locks.LockAttemptIgnored.RULE, false);
    }

    /**
     * The same fault under another rule.
     *
     * @param stamped whether of locks whose holds are stood for by stamps
     */
    LockAttemptIgnored(Rule rule, boolean stamped) {
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
            if (one.fault().is(Fault.Kind.ATTEMPT_IGNORED, stamped) && end != null) {
                findings.add(finding(new LockFinding(one, known.places()), end));
            }
        }
        return findings;
    }

    private Finding finding(LockFinding finding, End end) {
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
