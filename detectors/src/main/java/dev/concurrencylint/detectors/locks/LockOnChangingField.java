package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.MethodWords;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.Changes;
import dev.concurrencylint.summaries.Changes.History;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Monitors of objects in fields that get another object while the program runs. */
public final class LockOnChangingField implements Detector {
    @Override
    public Rule rule() {
        return dev.concurrencylint.rules.locks.LockOnChangingField.RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        Map<FieldRef, List<Observation>> byField = new LinkedHashMap<>();
        for (Observation entry : known.monitors().entries()) {
            if (MonitorUse.object(entry) instanceof Value.Field field
                    && isOpen(field.field(), known.monitors())
                    && known.monitors().sharing().of(field, entry.body()) == null) {
                byField.computeIfAbsent(field.field(), k -> new ArrayList<>()).add(entry);
            }
        }
        List<Finding> findings = new ArrayList<>();
        byField.forEach((field, entries) -> findings.addAll(ofField(field, entries, known)));
        return findings;
    }

    private static boolean isOpen(FieldRef field, MonitorUse monitors) {
        FieldInfo info = monitors.fields().info(field);
        return info != null
                && !info.isFinal()
                && !info.isSynthetic()
                && monitors.program().contains(field.owner());
    }

    /** The surest entry, as one change makes all of them wrong; the others are shown. */
    private List<Finding> ofField(FieldRef field, List<Observation> entries, Known known) {
        History history = known.monitors().changes().of(field);
        List<Observation> changes = history.later().stream()
                .filter(write -> !Changes.haveCommonLock(entries, write, field))
                .filter(write -> !isOnce(write, history))
                .toList();
        List<Finding> findings = new ArrayList<>();
        if (!changes.isEmpty()) {
            for (Observation entry : entries) {
                if (!known.monitors()
                        .changes()
                        .isRetested(entry)) { // one that starts anew if the object was exchanged is right
                    findings.add(finding(entry, history, changes, entries, known));
                }
            }
        }
        return findings.stream()
                .min(Comparator.comparing(Finding::confidence).thenComparing(Comparator.naturalOrder()))
                .map(List::of)
                .orElse(List.of());
    }

    /** Whether the field is filled once, under a lock, where it was found empty. */
    private static boolean isOnce(Observation write, History history) {
        return write.wasNull()
                && !write.held().isEmpty()
                && history.later().size() == history.lazy().size();
    }

    private Finding finding(
            Observation entry, History history, List<Observation> changes, List<Observation> entries, Known known) {
        List<Observation> others =
                entries.stream().filter(other -> !other.equals(entry)).toList();
        MonitorFinding finding = new MonitorFinding(entry, known)
                .steps(changes, "another object is put into the field")
                .steps(others, "the object in the field is locked here, too");
        Observation first = changes.get(0);
        return finding.finding(
                rule(),
                confidence(entry, history, changes, finding, known.monitors().changes()),
                finding.statement() + " enters the monitor of " + finding.object() + ", and "
                        + MethodWords.of(first)
                        + " puts another object into that field: then two threads can be inside at once.");
    }

    private static Confidence confidence(
            Observation entry, History history, List<Observation> changes, MonitorFinding finding, Changes all) {
        if (!all.isAboutMore(entry)) {
            finding.because("about-locked-object", "the block only works on the object that it has locked");
            return Confidence.LOW;
        }
        if (changes.stream().anyMatch(write -> !write.wasNull() && Changes.isUnderItself(write, history.field()))) {
            finding.because("replaced-under-itself", "the object is replaced while it is locked");
            return Confidence.HIGH;
        }
        if (changes.stream().allMatch(Observation::wasNull)) {
            boolean here = changes.stream().anyMatch(write -> write.body().equals(entry.body()));
            finding.because("filled-lazily", "the field is filled where it was found empty, without a lock");
            return here ? Confidence.MEDIUM : Confidence.LOW;
        }
        if (!history.repeats()) {
            finding.because("set-once", "only setters, or one method, are known to put an object into the field later");
            return Confidence.LOW;
        }
        finding.because("replaced", "the field holds one object after another");
        return Confidence.MEDIUM;
    }
}
