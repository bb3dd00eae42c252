package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.MethodWords;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.MonitorModel.Kind;
import dev.concurrencylint.models.MonitorModel.Trait;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Monitors of objects that exclude, wait or are safe in a way of their own, to which the monitor means nothing. */
public final class LockOnLock implements Detector {
    @Override
    public Rule rule() {
        return dev.concurrencylint.rules.locks.LockOnLock.RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        for (Observation entry : known.monitors().entries()) {
            String type = typeOfOthers(MonitorUse.object(entry), entry, known.monitors());
            if (type == null) {
                continue;
            }
            if (known.monitors().types().modelled(Kind.SYNCHRONISERS, type) != null) {
                findings.add(onSynchroniser(entry, simple(type), known));
            } else if (known.monitors().types().modelled(Kind.CONCURRENT, type) != null) {
                findings.add(onConcurrent(entry, simple(type), known));
            }
        }
        return findings;
    }

    /** The object's type; null for a type of the program's own, which may have given its monitor a meaning. */
    private static @Nullable String typeOfOthers(Value object, Observation entry, MonitorUse monitors) {
        String type = monitors.types().of(object, entry.body());
        return type == null || monitors.program().contains(type) ? null : type;
    }

    private Finding onSynchroniser(Observation entry, String type, Known known) {
        MonitorFinding finding = new MonitorFinding(entry, known);
        List<Observation> uses = uses(entry, known.monitors()).stream()
                .filter(use ->
                        !known.monitors().types().has(Trait.LOOKING, call(use).method()))
                .toList();
        finding.steps(uses, "its own operation is used, which does not know the monitor");
        if (uses.isEmpty()) {
            finding.because("own-operations-unknown", "no use of its own operations is known");
        } else {
            finding.because("own-operations-used", "its own operations are used, too");
        }
        return finding.finding(
                rule(),
                uses.isEmpty() ? Confidence.MEDIUM : Confidence.HIGH,
                finding.statement() + " enters the monitor of " + finding.object() + ", " + MethodWords.a(type)
                        + ": that neither acquires it nor keeps out who does.");
    }

    private Finding onConcurrent(Observation entry, String type, Known known) {
        MonitorFinding finding = new MonitorFinding(entry, known);
        List<Observation> changes = uses(entry, known.monitors()).stream()
                .filter(use -> isChangeOutside(use, known.monitors()))
                .toList();
        finding.steps(changes, "it is changed without the monitor");
        finding.because(
                changes.isEmpty() ? "changed-under-monitor" : "changed-without-monitor",
                changes.isEmpty()
                        ? "no change without the monitor is known"
                        : "it is changed without the monitor, too");
        boolean tested = testsAndChanges(entry, known.monitors());
        finding.because(
                tested ? "tested-and-changed" : "monitor-of-its-own",
                tested
                        ? "the block tests it and changes it, as one step"
                        : "the block does not test it and change it as one step");
        return finding.finding(
                rule(),
                changes.isEmpty() || !tested ? Confidence.LOW : Confidence.MEDIUM,
                finding.statement() + " enters the monitor of " + finding.object() + ", " + MethodWords.a(type)
                        + ": its operations don't wait for the monitor"
                        + (changes.isEmpty() ? "." : ", as in " + MethodWords.of(changes.get(0)) + "."));
    }

    /** Whether the block looks at the object and then changes it, and is not there to wait on it or to wake who waits. */
    private static boolean testsAndChanges(Observation entry, MonitorUse monitors) {
        Value object = MonitorUse.object(entry);
        boolean tested = false;
        boolean changed = false;
        for (Observation one : monitors.observed(entry.body().method())) {
            if (one.instruction() instanceof Call call
                    && call.receiver() != Instruction.NONE
                    && one.held().contains(object)
                    && one.value(call.receiver()).equals(object)) {
                if (MonitorUse.isWaitOrNotify(call.method())) {
                    return false;
                }
                boolean looks = monitors.types().has(Trait.LOOKING, call.method());
                changed |= !looks && tested;
                tested |= looks;
            }
        }
        return changed;
    }

    /** Where operations of the object in the same field are called. */
    private static List<Observation> uses(Observation entry, MonitorUse monitors) {
        Value object = MonitorUse.object(entry);
        Value lock = object.synchroniser();
        return lock instanceof Value.Field field ? monitors.fields().calls(field.field()) : List.of();
    }

    private static boolean isChangeOutside(Observation use, MonitorUse monitors) {
        MethodInfo method = use.body().method();
        return !method.isConstructor()
                && !method.isStaticInitialiser()
                && !use.held().contains(use.value(call(use).receiver()))
                && !monitors.types().has(Trait.LOOKING, call(use).method());
    }

    private static Call call(Observation use) {
        return (Call) use.instruction();
    }

    private static String simple(String type) {
        return type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('$')) + 1);
    }
}
