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

/** Releases of locks that are not held. */
public final class LockReleasedNotHeld implements Detector {
    private final Rule rule;
    private final boolean stamped;

    public LockReleasedNotHeld() {
        this(dev.concurrencylint.rules.locks.LockReleasedNotHeld.RULE, false);
    }

    /**
     * The same fault under another rule.
     *
     * @param stamped whether of locks whose holds are stood for by stamps
     */
    LockReleasedNotHeld(Rule rule, boolean stamped) {
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
            if (one.fault().is(Fault.Kind.RELEASED_NOT_HELD, stamped)) {
                LockFinding finding = new LockFinding(one, known.places());
                findings.add(end == null ? inLoop(finding) : finding(finding, end));
            }
        }
        return findings;
    }

    private Finding inLoop(LockFinding finding) {
        int site = finding.fault().site();
        finding.step(site, finding.call(site) + " gives back " + finding.lock() + ", which is not held any more")
                .step(site, "the loop goes on to its next turn");
        return finding.finding(
                rule(),
                finding.call(site) + " gives back " + finding.lock()
                        + " in a loop, on a way on which this turn does not hold it any more.");
    }

    private Finding finding(LockFinding finding, End end) {
        int site = finding.fault().site();
        for (int attempt : end.failedAttempts()) {
            finding.step(attempt, finding.call(attempt) + " doesn't get the lock");
        }
        finding.stepsOfThrowing(end)
                .step(site, finding.call(site) + " gives back " + finding.lock() + ", which is not held")
                .stepsOfCallers("doesn't hold it");
        return finding.finding(rule(), message(finding, end));
    }

    private static String message(LockFinding finding, End end) {
        String what = finding.call(finding.fault().site()) + " gives back " + finding.lock();
        if (!end.failedAttempts().isEmpty()) {
            int attempt = end.failedAttempts().first();
            return what + ", also where " + finding.call(attempt) + " did not get it.";
        }
        if (!end.origins().isEmpty()) {
            return what + "; if " + finding.call(end.origins().first()) + " throws, it is not held.";
        }
        return what + " on a way on which it is not held.";
    }
}
