package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.HoldFinding;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.flow.FlowResult.StampFault;
import dev.concurrencylint.models.Protocol;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.Fault;
import dev.concurrencylint.summaries.Judged;
import java.util.ArrayList;
import java.util.List;

/** A stamp leaks, stands for nothing where it is used, or is never validated. */
public final class LockStampMisused implements Detector {
    private static final Rule RULE = dev.concurrencylint.rules.locks.LockStampMisused.RULE;

    private final List<Detector> ofHolds = List.of(
            new LockAttemptIgnored(RULE, Protocol.STAMP),
            new LockNotReleased(RULE, Protocol.STAMP),
            new LockNotReleasedOnException(RULE, Protocol.STAMP),
            new LockReleasedNotHeld(RULE, Protocol.STAMP),
            new LockWrongOneReleased(RULE, Protocol.STAMP));

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        ofHolds.forEach(detector -> findings.addAll(detector.detect(known)));
        for (Judged one : known.judged()) {
            if (one.fault().kind() == Fault.Kind.WRONG_STAMP) {
                one.summary().flow().stampFaults().stream()
                        .filter(fault -> fault.at() == one.fault().site())
                        .findFirst()
                        .ifPresent(fault -> findings.add(wrong(new HoldFinding(one, known.places()), fault)));
            } else if (one.fault().kind() == Fault.Kind.NEVER_VALIDATED) {
                findings.add(neverValidated(new HoldFinding(one, known.places())));
            }
        }
        return findings;
    }

    private static Finding wrong(HoldFinding finding, StampFault fault) {
        int made = fault.stamp().definedAt();
        String reason = switch (fault.kind()) {
            case OF_ANOTHER_LOCK -> "belongs to another lock";
            case OF_THE_OTHER_HALF -> "stands for the other mode";
            case OPTIMISTIC -> "is optimistic and stands for no hold";
            case CONVERTED -> "was exchanged for another by the conversion";
        };
        finding.step(made, finding.call(made) + " answers the stamp")
                .step(fault.at(), finding.call(fault.at()) + " is given the stamp, which " + reason);
        return finding.finding(
                RULE,
                finding.call(fault.at()) + " is to give back " + finding.lock() + ", but its stamp, made by "
                        + finding.call(made) + ", " + reason + ".");
    }

    private static Finding neverValidated(HoldFinding finding) {
        int site = finding.fault().site();
        finding.step(site, finding.call(site) + " begins an optimistic read, which nothing validates");
        return finding.finding(
                RULE,
                finding.call(site) + " begins an optimistic read of " + finding.lock()
                        + ", and its stamp is never validated: what is read may be of two states.");
    }
}
