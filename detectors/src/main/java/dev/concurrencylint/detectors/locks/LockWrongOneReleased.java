package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.HoldFinding;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.Protocol;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.Confusion;
import dev.concurrencylint.summaries.Fault;
import dev.concurrencylint.summaries.Judged;
import java.util.ArrayList;
import java.util.List;

/** Another lock is given back than the one that was taken. */
public final class LockWrongOneReleased implements Detector {
    private final Rule rule;
    private final Protocol protocol;

    public LockWrongOneReleased() {
        this(dev.concurrencylint.rules.locks.LockWrongOneReleased.RULE, Protocol.LOCK);
    }

    /**
     * The same fault under another rule.
     *
     * @param protocol what stands for the holds
     */
    public LockWrongOneReleased(Rule rule, Protocol protocol) {
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
            Value held = Confusion.heldInstead(one.summary(), one.fault());
            if (one.fault().is(Fault.Kind.WRONG_ONE_RELEASED, protocol) && held != null) {
                findings.add(finding(new HoldFinding(one, known.places()), held));
            }
        }
        return findings;
    }

    private Finding finding(HoldFinding finding, Value held) {
        int site = finding.fault().site();
        int taken = Confusion.takenAt(finding.fault(), held);
        String other = finding.nameOf(held, taken);
        finding.step(taken, finding.call(taken) + " takes " + other)
                .step(
                        site,
                        finding.call(site) + " gives back " + finding.lock() + ", which is not held; " + other
                                + " stays held")
                .stepsOfCallers("doesn't hold " + finding.lock());
        return finding.finding(
                rule(),
                finding.call(site) + " gives back " + finding.lock() + ", but " + other + ", taken"
                        + finding.line(taken) + ", is held.");
    }
}
