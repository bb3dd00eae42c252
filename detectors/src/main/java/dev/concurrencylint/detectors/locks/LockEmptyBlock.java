package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Copy;
import dev.concurrencylint.code.Instruction.ExitMonitor;
import dev.concurrencylint.code.Instruction.Jump;
import dev.concurrencylint.code.Instruction.Load;
import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.Observation;
import java.util.ArrayList;
import java.util.List;

/** Synchronized statements that do nothing. */
public final class LockEmptyBlock implements Detector {
    @Override
    public Rule rule() {
        return dev.concurrencylint.rules.locks.LockEmptyBlock.RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        for (Observation entry : known.monitors().entries()) {
            if (leavesAtOnce(entry.body().code(), entry.at())) {
                MonitorFinding finding = new MonitorFinding(entry, known)
                        .because("nothing-between", "the monitor is left before anything is done");
                findings.add(finding.finding(
                        rule(),
                        Confidence.HIGH,
                        finding.statement() + " enters the monitor of " + finding.object()
                                + " and leaves it before anything is done."));
            }
        }
        return findings;
    }

    /** Whether only moves between registers stand between entering the monitor and leaving it. */
    private static boolean leavesAtOnce(Code code, int entered) {
        int at = entered + 1;
        for (int steps = 0; steps < code.size() && at < code.size(); steps++) {
            Instruction next = code.at(at);
            if (next instanceof ExitMonitor) {
                return true;
            } else if (next instanceof Jump jump) {
                at = jump.target();
            } else if (next instanceof Load || next instanceof Copy) {
                at++;
            } else {
                return false;
            }
        }
        return false;
    }
}
