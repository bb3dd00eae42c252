package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.FieldFinding;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.MethodWords;
import dev.concurrencylint.detectors.Names;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.StaticState;
import dev.concurrencylint.summaries.Touches;
import java.util.ArrayList;
import java.util.List;

/** Static state that is changed under locks of which each instance has its own. */
public final class LockStaticByInstance implements Detector {
    @Override
    public Rule rule() {
        return dev.concurrencylint.rules.locks.LockStaticByInstance.RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        for (StaticState.Change change : known.monitors().staticState().changes()) {
            findings.add(finding(change, known));
        }
        return findings;
    }

    private Finding finding(StaticState.Change change, Known known) {
        String field =
                "`" + Names.of(change.lock(), change.at().body(), change.at().at()) + "`";
        String state = "`" + FieldFinding.name(change.field()) + "`";
        boolean updates = change.use() == Touches.Use.UPDATE;
        String does = updates ? "changes" : "sets";
        FieldFinding finding = new FieldFinding(change.at(), change.field(), known)
                .step(
                        change.at(),
                        "the static " + state + (updates ? " is changed" : " is set") + " while only " + field
                                + " is locked");
        Confidence confidence = updates ? Confidence.HIGH : Confidence.LOW;
        finding.because(
                updates ? "depends-on-old-value" : "overwritten",
                updates ? "the change depends on what was there" : "the new value doesn't depend on what was there");
        if (change.instances() > 1) {
            finding.because("several-instances", "the program makes instances in several places");
        } else {
            finding.because("instances-unknown", "the program is not known to make several instances");
            confidence = updates ? Confidence.MEDIUM : Confidence.LOW;
        }
        return finding.finding(
                rule(),
                confidence,
                MethodWords.of(change.at()) + " " + does + " the static " + state + " while only " + field
                        + " is locked, of which each instance has its own.");
    }
}
