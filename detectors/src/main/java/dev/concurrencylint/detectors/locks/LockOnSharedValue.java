package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.MethodWords;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.ClassObjects;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import dev.concurrencylint.summaries.Sharing;
import dev.concurrencylint.summaries.Sharing.Shared;
import java.util.ArrayList;
import java.util.List;

/** Monitors of objects that code elsewhere has as well without knowing of this code: literals, values, class objects. */
public final class LockOnSharedValue implements Detector {
    @Override
    public Rule rule() {
        return dev.concurrencylint.rules.locks.LockOnSharedValue.RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        for (Observation entry : known.monitors().entries()) {
            Shared shared = known.monitors().sharing().of(MonitorUse.object(entry), entry.body());
            ClassObjects.Doubt doubt = known.monitors().classObjects().doubt(entry);
            if (shared != null) {
                findings.add(onShared(entry, shared, known));
            } else if (doubt != null) {
                findings.add(onClass(entry, doubt, known));
            }
        }
        return findings;
    }

    private Finding onShared(Observation entry, Shared shared, Known known) {
        MonitorFinding finding = new MonitorFinding(entry, known);
        Confidence confidence = Confidence.HIGH;
        if (shared.through() == null) {
            finding.because("shared-object", "the object itself is shared");
        } else if (known.monitors().sharing().isClosed(shared.through())) {
            finding.because("always-shared", "nothing else is ever put into the field");
        } else {
            finding.because("field-open", "other code may put something else into the field");
            confidence = Confidence.MEDIUM;
        }
        if (shared.reason() == Sharing.Reason.NEW_VALUE) {
            finding.because("made-with-new", "the object is made with new and is its own, for now");
            confidence = Confidence.LOW;
        }
        return finding.finding(
                rule(),
                confidence,
                finding.statement() + " enters the monitor of " + finding.object() + ", " + what(shared, entry, known)
                        + ".");
    }

    private static String what(Shared shared, Observation entry, Known known) {
        Value origin = shared.origin();
        return switch (shared.reason()) {
            case STRING_LITERAL -> "a string literal: every equal literal of the program is this object";
            case SHARED_RESULT ->
                "a result of `"
                        + (origin instanceof Value.Result result
                                ? result.method().name()
                                : "")
                        + "()`, which may give the same object to all who ask";
            case VALUE, NEW_VALUE -> {
                String type = known.monitors().types().of(origin, entry.body());
                yield MethodWords.a(simple(String.valueOf(type))) + ": equal values may be one object, or two";
            }
        };
    }

    private Finding onClass(Observation entry, ClassObjects.Doubt doubt, Known known) {
        MonitorFinding finding = new MonitorFinding(entry, known);
        doubt.evidence().forEach(one -> finding.because(one.id(), one.text()));
        String message = finding.statement() + " enters the monitor of "
                + (doubt.literal()
                        ? "`" + simple(doubt.type()) + ".class`, a class that has nothing to do with this one."
                        : "`getClass()`, which is another object in each subclass of `" + simple(doubt.type()) + "`.");
        return finding.finding(rule(), doubt.confidence(), message);
    }

    private static String simple(String type) {
        return type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('$')) + 1);
    }
}
