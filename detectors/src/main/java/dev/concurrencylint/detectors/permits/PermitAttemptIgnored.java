package dev.concurrencylint.detectors.permits;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.HoldFinding;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.locks.LockAttemptIgnored;
import dev.concurrencylint.models.Protocol;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.Fault;
import dev.concurrencylint.summaries.Judged;
import java.util.ArrayList;
import java.util.List;

/** Attempts to get permits, those of limiters too, whose answer is dropped. */
public final class PermitAttemptIgnored implements Detector {
    private static final Rule RULE = dev.concurrencylint.rules.permits.PermitAttemptIgnored.RULE;

    private final Detector holds = new LockAttemptIgnored(RULE, Protocol.PERMIT);

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>(holds.detect(known));
        for (Judged one : known.judged()) {
            if (one.fault().kind() == Fault.Kind.LIMIT_IGNORED) {
                findings.add(limit(new HoldFinding(one, known.places())));
            }
        }
        return findings;
    }

    private static Finding limit(HoldFinding finding) {
        int site = finding.fault().site();
        String limiter = finding.nameOf(finding.fault().lock().synchroniser(), site);
        finding.step(site, "the answer of " + finding.call(site) + " is dropped");
        return finding.finding(
                RULE,
                "the answer of " + finding.call(site) + " is dropped, and the code goes on whether " + limiter
                        + " lets it or not.");
    }
}
