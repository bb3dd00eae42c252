package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.flow.Value;
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
    private final boolean stamped;

    public LockWrongOneReleased() {
        this(dev.concurrencylint.rules.locks.LockWrongOneReleased.RULE, false);
    }

    /**
     * The same fault under another rule.
     *
     * @param stamped whether of locks whose holds are stood for by stamps
     */
    LockWrongOneReleased(Rule rule, boolean stamped) {
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
            Value held = Confusion.heldInstead(one.summary(), one.fault());
            if (one.fault().is(Fault.Kind.WRONG_ONE_RELEASED, stamped) && held != null) {
                findings.add(finding(new LockFinding(one, known.places()), held));
            }
        }
        return findings;
    }

    private Finding finding(LockFinding finding, Value held) {
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
