package dev.concurrencylint.findings;

import dev.concurrencylint.rules.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Orders findings, keeps one per fault, and gives each its fingerprint. */
public final class Merging {
    private record Fault(String rule, Object place, String subject) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Fault that
                            && rule.equals(that.rule)
                            && place.equals(that.place)
                            && subject.equals(that.subject);
        }

        @Override
        public int hashCode() {
            return (rule.hashCode() * 31 + place.hashCode()) * 31 + subject.hashCode();
        }
    }

    private Merging() {}

    /** One finding per rule, place and subject, sorted; copies of one {@code finally} are one fault, and the surest of them counts. */
    public static List<Finding> merge(List<Finding> findings) {
        Map<Fault, Finding> unique = new LinkedHashMap<>();
        TreeSet<Finding> distinct = new TreeSet<>();
        // Of findings that differ in the instruction of the line only, the first instruction is told, whoever found it
        // first.
        findings.stream()
                .sorted(Comparator.comparing(finding -> finding.place().spot()))
                .forEach(distinct::add);
        for (Finding finding : distinct) {
            Fault fault = new Fault(finding.rule().id(), finding.place(), finding.subject());
            unique.merge(fault, finding, (a, b) -> b.confidence().compareTo(a.confidence()) < 0 ? b : a);
        }
        Map<String, Integer> ranks = new LinkedHashMap<>();
        List<Finding> merged = new ArrayList<>(unique.size());
        for (Finding finding : unique.values()) {
            int rank = ranks.merge(Fingerprints.of(finding, 1), 1, Integer::sum);
            merged.add(finding.withFingerprint(Fingerprints.of(finding, rank)));
        }
        return merged;
    }
}
