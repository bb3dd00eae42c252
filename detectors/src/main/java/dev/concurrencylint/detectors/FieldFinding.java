package dev.concurrencylint.detectors;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import dev.concurrencylint.summaries.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What findings about the use of a field under the wrong lock, or none, have in common. Built step by step. */
public final class FieldFinding {
    private final Observation use;
    private final FieldRef field;
    private final Known known;
    private final List<Step> steps = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();

    public FieldFinding(Observation use, FieldRef field, Known known) {
        this.use = use;
        this.field = field;
        this.known = known;
    }

    /** {@code Type.field}. */
    public static String name(FieldRef field) {
        String owner = field.owner();
        return owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1) + "." + field.name();
    }

    public FieldFinding step(Observation at, String message) {
        steps.add(known.places().step(at.body(), at.at(), message));
        return this;
    }

    /** Steps that others have made. */
    public FieldFinding steps(List<Step> others) {
        steps.addAll(others);
        return this;
    }

    public FieldFinding because(String id, String text) {
        evidence.add(new Evidence(id, text));
        return this;
    }

    public Finding finding(Rule rule, Confidence confidence, String message) {
        return new Finding(
                rule,
                confidence,
                message,
                known.places().of(use.body(), use.at()),
                field.owner() + "." + field.name(),
                List.of(new Trace("", steps)),
                evidence,
                "",
                Optional.of(Names.field(field)),
                1);
    }
}
