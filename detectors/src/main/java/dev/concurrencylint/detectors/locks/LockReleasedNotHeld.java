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

/** Releases of locks that are not held. */
public final class LockReleasedNotHeld implements Detector {
    private final Rule rule;
    private final Protocol protocol;

    public LockReleasedNotHeld() {
        this(dev.concurrencylint.rules.locks.LockReleasedNotHeld.RULE, Protocol.LOCK);
    }

    /**
     * The same fault under another rule.
     *
     * @param protocol what stands for the holds
     */
    public LockReleasedNotHeld(Rule rule, Protocol protocol) {
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
            if (one.fault().is(Fault.Kind.RELEASED_NOT_HELD, protocol)) {
                HoldFinding finding = new HoldFinding(one, known.places());
                findings.add(end == null ? inLoop(finding) : finding(finding, end));
            }
        }
        return findings;
    }

    private Finding inLoop(HoldFinding finding) {
        int site = finding.fault().site();
        finding.step(site, finding.call(site) + " gives back " + finding.lock() + ", which is not held any more")
                .step(site, "the loop goes on to its next turn");
        return finding.finding(
                rule(),
                finding.call(site) + " gives back " + finding.lock()
                        + " in a loop, on a way on which this turn does not hold it any more.");
    }

    private Finding finding(HoldFinding finding, End end) {
        int site = finding.fault().site();
        for (int attempt : end.failedAttempts()) {
            finding.step(attempt, finding.call(attempt) + " doesn't get the lock");
        }
        finding.stepsOfThrowing(end)
                .step(site, finding.call(site) + " gives back " + finding.lock() + ", which is not held")
                .stepsOfCallers("doesn't hold it");
        return finding.finding(rule(), message(finding, end));
    }

    private static String message(HoldFinding finding, End end) {
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
