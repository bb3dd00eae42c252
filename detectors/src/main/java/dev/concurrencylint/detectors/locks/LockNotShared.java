package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.flow.FlowResult.Application;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import dev.concurrencylint.summaries.Summary;
import java.util.ArrayList;
import java.util.List;

/** Locks that are made in the same call and that no other thread can ever have. */
public final class LockNotShared implements Detector {
    @Override
    public Rule rule() {
        return dev.concurrencylint.rules.locks.LockNotShared.RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        for (Observation entry : known.monitors().entries()) {
            Value object = MonitorUse.object(entry);
            if (isUnshared(object, entry.body().method(), known.monitors()) && !isPause(object, entry, known)) {
                findings.add(finding(new MonitorFinding(entry, known), object));
            }
        }
        for (Summary user : known.monitors().lockUsers()) {
            for (Application taken : user.flow().applications()) {
                Value lock = taken.synchroniser() instanceof Value.View view ? view.lock() : taken.synchroniser();
                if (taken.delta() > 0
                        && user.flow().code().at(taken.at()) instanceof Call call
                        && known.monitors().isLockOperation(call.method())
                        && isUnshared(lock, user.method(), known.monitors())) {
                    MonitorFinding finding =
                            MonitorFinding.ofCall(user.body(), taken.at(), taken.synchroniser(), known);
                    findings.add(finding(finding, lock));
                }
            }
        }
        return findings;
    }

    private static boolean isUnshared(Value object, MethodInfo method, MonitorUse monitors) {
        return monitors.escapes().isNew(object) && !monitors.escapes().escapes(method, object);
    }

    /** Whether the method waits on the object: then the monitor is there for the wait, which pauses or parks the thread. */
    private static boolean isPause(Value object, Observation entry, Known known) {
        return known.monitors().observed(entry.body().method()).stream()
                .anyMatch(one -> one.instruction() instanceof Call call
                        && MonitorUse.isWaitOrNotify(call.method())
                        && call.receiver() != Instruction.NONE
                        && one.value(call.receiver()).equals(object));
    }

    private Finding finding(MonitorFinding finding, Value object) {
        boolean byCall = object instanceof Value.Result;
        finding.because(
                "made-in-call",
                byCall ? "the called method makes a new object for each caller" : "the object is made in this method");
        finding.because("never-given-away", "it is not stored, passed on, captured or returned");
        return finding.finding(
                rule(),
                Confidence.HIGH,
                finding.statement() + " locks " + finding.object() + ", which "
                        + (byCall ? "is a new object for each call" : "this call has made")
                        + ": no other thread can have it, and nothing is guarded.");
    }
}
