package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.FieldFinding;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.MethodWords;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.DroppedGuards.Dropped;
import dev.concurrencylint.summaries.Touches;
import java.util.ArrayList;
import java.util.List;

/** Methods that override a synchronized one, and use what it guards without the monitor. */
public final class LockSyncDroppedInOverride implements Detector {
    @Override
    public Rule rule() {
        return dev.concurrencylint.rules.locks.LockSyncDroppedInOverride.RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        for (Dropped dropped : known.monitors().droppedGuards().all()) {
            findings.add(finding(dropped, known));
        }
        return findings;
    }

    private Finding finding(Dropped dropped, Known known) {
        boolean reads = dropped.touch().use() == Touches.Use.READ;
        String state = "`" + FieldFinding.name(dropped.touch().field()) + "`";
        MethodInfo via = dropped.via();
        String by = via == null ? "" : ", by `" + via.ref().name() + "`,";
        FieldFinding finding = new FieldFinding(dropped.use(), dropped.touch().field(), known)
                .step(dropped.guarded(), state + " is changed under the monitor of `this`")
                .step(dropped.use(), state + (reads ? " is read" : " is changed") + by + " without it");
        finding.because(
                reads ? "reads-guarded-state" : "changes-guarded-state",
                reads ? "the method reads what is changed under the monitor" : "the method changes guarded state");
        finding.because(
                dropped.isInherited() ? "guarded-above" : "guarded-here",
                dropped.isInherited()
                        ? "a class above changes it under the monitor"
                        : "only the overriding class changes it under the monitor");
        Confidence sure = reads || via != null ? Confidence.MEDIUM : Confidence.HIGH;
        return finding.finding(
                rule(),
                reads && !dropped.isInherited() ? Confidence.LOW : sure,
                MethodWords.of(dropped.use()) + (reads ? " reads " : " changes ") + state + by
                        + " without the monitor that the overridden, synchronized `"
                        + simple(dropped.overridden().ref().owner()) + "."
                        + dropped.overridden().ref().name() + "` holds.");
    }

    private static String simple(String type) {
        return type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('$')) + 1);
    }
}
