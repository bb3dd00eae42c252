package dev.concurrencylint.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A fault at a place, with the path that leads to it.
 *
 * @param message one sentence of fact with the real names in it
 * @param place the primary place, as the contract of the reports defines it for the kind of fault
 * @param subject the synchroniser's stable name, free of lines and numbers: {@code this.lock}
 * @param traces at least one
 * @param evidence what the confidence was computed from
 * @param fingerprint names the fault across moved and reformatted code: 32 hexadecimal digits
 * @param field the field that holds the synchroniser, or is used under the wrong one; empty where it is in none
 * @param ordinal which use of the synchroniser in its method it is about, from 1; 1 as well where that is not told
 * @param around the methods of the source that the place's class stands in, from the innermost outwards; none but for local and anonymous classes
 */
public record Finding(
        Rule rule,
        Confidence confidence,
        String message,
        Place place,
        String subject,
        List<Trace> traces,
        List<Evidence> evidence,
        String fingerprint,
        Optional<FieldName> field,
        int ordinal,
        List<MethodName> around)
        implements Comparable<Finding> {
    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::place)
            .thenComparing((Finding f) -> f.rule().id())
            .thenComparing(Finding::subject)
            .thenComparing(Finding::message)
            .thenComparing(Finding::fingerprint);

    public Finding {
        traces = List.copyOf(traces);
        evidence = List.copyOf(evidence);
        around = List.copyOf(around);
    }

    /** A finding in a class that stands in no method. */
    public Finding(
            Rule rule,
            Confidence confidence,
            String message,
            Place place,
            String subject,
            List<Trace> traces,
            List<Evidence> evidence,
            String fingerprint,
            Optional<FieldName> field,
            int ordinal) {
        this(rule, confidence, message, place, subject, traces, evidence, fingerprint, field, ordinal, List.of());
    }

    /** A finding about something that is in no field. */
    public Finding(
            Rule rule,
            Confidence confidence,
            String message,
            Place place,
            String subject,
            List<Trace> traces,
            List<Evidence> evidence,
            String fingerprint) {
        this(rule, confidence, message, place, subject, traces, evidence, fingerprint, Optional.empty(), 1);
    }

    /** The same finding under that name. */
    public Finding withFingerprint(String name) {
        return new Finding(rule, confidence, message, place, subject, traces, evidence, name, field, ordinal, around);
    }

    /** The same finding of a rule whose severity is another one. */
    public Finding withRule(Rule other) {
        return new Finding(
                other, confidence, message, place, subject, traces, evidence, fingerprint, field, ordinal, around);
    }

    /** The same finding with its places, those of its traces too, changed. */
    public Finding withPlaces(UnaryOperator<Place> change) {
        List<Trace> changed = traces.stream()
                .map(trace -> new Trace(
                        trace.title(),
                        trace.steps().stream()
                                .map(step -> new Step(change.apply(step.place()), step.message()))
                                .toList()))
                .toList();
        return new Finding(
                rule,
                confidence,
                message,
                change.apply(place),
                subject,
                changed,
                evidence,
                fingerprint,
                field,
                ordinal,
                around);
    }

    /** The same finding in a class that stands in these methods. */
    public Finding withAround(List<MethodName> methods) {
        return new Finding(
                rule, confidence, message, place, subject, traces, evidence, fingerprint, field, ordinal, methods);
    }

    /** By place, then by rule; total over findings that differ to a reader. */
    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
