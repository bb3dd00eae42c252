package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.HoldFinding;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.flow.FlowResult.TakenAgain;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.Judged;
import java.util.ArrayList;
import java.util.List;

/** A thread waits for a lock that it holds itself. */
public final class LockUpgraded implements Detector {
    @Override
    public Rule rule() {
        return dev.concurrencylint.rules.locks.LockUpgraded.RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        for (Judged one : known.judged()) {
            TakenAgain again = one.fault().again();
            if (again != null) {
                findings.add(finding(new HoldFinding(one, known.places()), again));
            }
        }
        return findings;
    }

    private Finding finding(HoldFinding finding, TakenAgain again) {
        int first = again.sites().isEmpty() ? again.at() : again.sites().get(0);
        String held = finding.nameOf(again.held(), first);
        finding.step(first, finding.call(first) + " takes " + held)
                .step(again.at(), finding.call(again.at()) + " waits for " + finding.lock() + ", which it keeps busy");
        return finding.finding(
                rule(),
                finding.call(again.at()) + " waits for " + finding.lock() + ", but the thread itself holds " + held
                        + ", taken" + finding.line(first) + ".");
    }
}
