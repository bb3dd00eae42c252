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

/** Normal ways, and turns of loops, that keep a lock. */
public final class LockNotReleased implements Detector {
    private final Rule rule;
    private final boolean stamped;

    public LockNotReleased() {
        this(dev.concurrencylint.rules.locks.LockNotReleased.RULE, false);
    }

    /**
     * The same fault under another rule.
     *
     * @param stamped whether of locks whose holds are stood for by stamps
     */
    LockNotReleased(Rule rule, boolean stamped) {
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
            if (one.fault().is(Fault.Kind.NOT_RELEASED, stamped) && end != null) {
                findings.add(atEnd(new LockFinding(one, known.places()), end));
            } else if (one.fault().is(Fault.Kind.NOT_RELEASED_IN_LOOP, stamped)) {
                findings.add(inLoop(new LockFinding(one, known.places())));
            }
        }
        return findings;
    }

    private Finding atEnd(LockFinding finding, End end) {
        int site = finding.fault().site();
        finding.step(site, finding.call(site) + " takes " + finding.lock())
                .stepsOfThrowing(end)
                .step(end.at(), "the method returns" + finding.line(end.at()) + " and still holds " + finding.lock())
                .stepsOfCallers("doesn't give it back");
        return finding.finding(
                rule(),
                finding.call(site) + " takes " + finding.lock() + "; the way that returns" + finding.line(end.at())
                        + " never gives it back.");
    }

    private Finding inLoop(LockFinding finding) {
        int site = finding.fault().site();
        finding.step(site, finding.call(site) + " takes " + finding.lock())
                .step(site, "the loop goes on to its next turn and still holds it");
        return finding.finding(
                rule(),
                finding.call(site) + " takes " + finding.lock()
                        + " in a loop; one way to the next turn never gives it back.");
    }
}
