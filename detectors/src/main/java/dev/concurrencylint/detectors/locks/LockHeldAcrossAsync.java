package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.HoldFinding;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.flow.FlowResult.Across;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.Judged;
import java.util.ArrayList;
import java.util.List;

/** A lock that belongs to the thread is left to code that another thread runs. */
public final class LockHeldAcrossAsync implements Detector {
    @Override
    public Rule rule() {
        return dev.concurrencylint.rules.locks.LockHeldAcrossAsync.RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        for (Judged one : known.judged()) {
            Across across = one.fault().across();
            if (across != null) {
                findings.add(finding(new HoldFinding(one, known.places()), across));
            }
        }
        return findings;
    }

    private Finding finding(HoldFinding finding, Across across) {
        int site = finding.fault().site();
        finding.step(site, finding.call(site) + " takes " + finding.lock())
                .step(across.at(), finding.call(across.at()) + " hands over the code that is to give it back")
                .stepsElsewhere("that code gives it back, in the thread that runs it");
        return finding.finding(
                rule(),
                finding.call(site) + " takes " + finding.lock() + " for this thread; what "
                        + finding.call(across.at()) + " hands over gives it back in "
                        + (across.sure() ? "another one." : "another one, perhaps."));
    }
}
