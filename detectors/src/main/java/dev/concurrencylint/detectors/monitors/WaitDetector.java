package dev.concurrencylint.detectors.monitors;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.waiting.WaitFault;
import java.util.ArrayList;
import java.util.List;

/** A rule about one kind of fault in how threads wait for one another. */
abstract class WaitDetector implements Detector {
    private final Rule rule;

    WaitDetector(Rule rule) {
        this.rule = rule;
    }

    @Override
    public final Rule rule() {
        return rule;
    }

    @Override
    public final List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        for (WaitFault fault : known.waits()) {
            if (isMine(fault)) {
                WaitFinding finding = new WaitFinding(fault, known);
                findings.add(finding.finding(rule, message(finding)));
            }
        }
        return findings;
    }

    /** Whether the rule is about that fault. */
    abstract boolean isMine(WaitFault fault);

    /** The fault in words; steps are added on the way. */
    abstract String message(WaitFinding finding);
}
