package dev.concurrencylint.detectors.visibility;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.FieldFinding;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.MethodWords;
import dev.concurrencylint.detectors.Names;
import dev.concurrencylint.detectors.WaySteps;
import dev.concurrencylint.program.DeclaredGuard;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.Observation;
import dev.concurrencylint.summaries.Touches;
import dev.concurrencylint.visibility.GuardFault;
import java.util.List;
import java.util.stream.Collectors;

/** Fields that are used without the lock that guards them elsewhere, or that their declarations name. */
public final class VisibilityGuardMissed implements Detector {
    @Override
    public Rule rule() {
        return dev.concurrencylint.rules.visibility.VisibilityGuardMissed.RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        return known.visibility().guards().stream()
                .map(fault -> finding(fault, known))
                .toList();
    }

    private Finding finding(GuardFault fault, Known known) {
        Observation use = fault.use();
        String lock = "`" + Names.of(fault.lock(), use.body(), use.at()) + "`";
        String state = name(fault);
        FieldFinding finding = new FieldFinding(use, fault.touch().field(), known);
        Observation guarded = fault.guarded();
        if (guarded != null) {
            finding.step(guarded, state + " is used under the lock");
        }
        finding.steps(WaySteps.of(use.body(), use.at(), fault.open(), known.places()));
        finding.step(use, state + (reads(fault) ? " is read" : " is changed") + " without holding " + lock);
        for (GuardFault other : fault.others()) {
            finding.step(
                    other.use(),
                    "so is " + name(other)
                            + (reads(other) == reads(fault) ? "" : reads(other) ? ", read" : ", changed"));
        }
        fault.evidence().forEach(one -> finding.because(one.id(), one.text()));
        String others = fault.others().isEmpty()
                ? ""
                : " and, as well, "
                        + fault.others().stream()
                                .map(VisibilityGuardMissed::name)
                                .distinct()
                                .collect(Collectors.joining(", "));
        return finding.finding(
                rule(),
                fault.confidence(),
                MethodWords.of(use) + (reads(fault) ? " reads " : " changes ") + state + others + " without holding "
                        + lock + ", " + why(fault) + ".");
    }

    private static String why(GuardFault fault) {
        DeclaredGuard declared = fault.declared();
        if (declared != null) {
            return declared.isComment()
                    ? "which guards it as a comment at its declaration says"
                    : "which guards it as its declaration says";
        }
        int methods = fault.methods();
        return methods == 1
                ? "as the other method that uses it does"
                : "as " + methods + " other methods that use it do";
    }

    private static boolean reads(GuardFault fault) {
        return fault.touch().use() == Touches.Use.READ;
    }

    private static String name(GuardFault fault) {
        return "`" + FieldFinding.name(fault.touch().field()) + "`";
    }
}
