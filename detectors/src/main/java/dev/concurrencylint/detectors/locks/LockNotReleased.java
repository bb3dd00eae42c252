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

/** Normal ways, and turns of loops, that keep a lock. */
public final class LockNotReleased implements Detector {
    private final Rule rule;
    private final Protocol protocol;

    public LockNotReleased() {
        this(dev.concurrencylint.rules.locks.LockNotReleased.RULE, Protocol.LOCK);
    }

    /**
     * The same fault under another rule.
     *
     * @param protocol what stands for the holds
     */
    public LockNotReleased(Rule rule, Protocol protocol) {
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
            if (one.fault().is(Fault.Kind.NOT_RELEASED, protocol) && end != null) {
                findings.add(atEnd(new HoldFinding(one, known.places()), end));
            } else if (one.fault().is(Fault.Kind.NOT_RELEASED_IN_LOOP, protocol)) {
                findings.add(inLoop(new HoldFinding(one, known.places())));
            }
        }
        return findings;
    }

    private Finding atEnd(HoldFinding finding, End end) {
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

    private Finding inLoop(HoldFinding finding) {
        int site = finding.fault().site();
        finding.step(site, finding.call(site) + " takes " + finding.lock())
                .step(site, "the loop goes on to its next turn and still holds it");
        return finding.finding(
                rule(),
                finding.call(site) + " takes " + finding.lock()
                        + " in a loop; one way to the next turn never gives it back.");
    }
}
