package dev.concurrencylint.detectors.visibility;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.Names;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import dev.concurrencylint.visibility.VisibilityFault;
import java.util.List;
import java.util.Optional;

/** Fields that are tested without a lock and filled under one, and that are not volatile. */
public final class VisibilityDoubleChecked implements Detector {
    @Override
    public Rule rule() {
        return dev.concurrencylint.rules.visibility.VisibilityDoubleChecked.RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        return known.visibility().doubleChecks().stream()
                .map(fault -> finding(fault, known))
                .toList();
    }

    private Finding finding(VisibilityFault fault, Known known) {
        FieldRef field = fault.field();
        List<Step> steps = List.of(
                known.places().step(fault.filling(), fault.write(), "`" + name(field) + "` is filled under a lock"),
                known.places()
                        .step(
                                fault.body(),
                                fault.read(),
                                "is read here without one, by threads that nothing orders after that"));
        return new Finding(
                rule(),
                fault.confidence(),
                "`" + name(field) + "` is tested" + Names.at(fault.body(), fault.read())
                        + " without a lock, filled" + Names.at(fault.filling(), fault.write())
                        + " under one, and "
                        + (isEarly(fault) ? "" : "is not volatile: ")
                        + fault.evidence().get(0).text() + ".",
                known.places().of(fault.body(), fault.read()),
                field.owner() + "." + field.name(),
                List.of(new Trace("", steps)),
                fault.evidence(),
                "",
                Optional.of(Names.field(field)),
                1);
    }

    private static boolean isEarly(VisibilityFault fault) {
        return fault.evidence().get(0).id().equals(VisibilityFault.EARLY);
    }

    /** {@code Type.field}. */
    private static String name(FieldRef field) {
        String owner = field.owner();
        return owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1) + "." + field.name();
    }
}
