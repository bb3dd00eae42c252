package dev.concurrencylint.findings;

import dev.concurrencylint.rules.AnySuppression;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.SourceSuppression;
import dev.concurrencylint.rules.Suppression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The annotations and comments that take back findings, and what they take back.
 *
 * @param declared all of them, sorted, those of class files before those of sources
 * @param suppressed in the order of the findings; each finding once, with the narrowest that covers it
 * @param unused those that cover no finding, sorted
 */
public record Suppressions(List<AnySuppression> declared, List<Suppressed> suppressed, List<AnySuppression> unused) {
    /** Nothing is annotated. */
    public static final Suppressions NONE = new Suppressions(List.of(), List.of(), List.of());

    public Suppressions {
        declared = List.copyOf(declared);
        suppressed = List.copyOf(suppressed);
        unused = List.copyOf(unused);
    }

    /**
     * Compares each annotation or comment with each finding.
     *
     * @param declared sorted
     */
    public static Suppressions of(List<? extends AnySuppression> declared, List<Finding> findings) {
        if (declared.isEmpty()) {
            return NONE;
        }
        List<Suppressed> suppressed = new ArrayList<>();
        Set<AnySuppression> used = new HashSet<>();
        for (Finding finding : findings) {
            Optional<AnySuppression> narrowest = Optional.empty();
            for (AnySuppression one : declared) {
                if (one.covers(finding)) {
                    used.add(one);
                    if (narrowest.isEmpty() || isNarrower(one, narrowest.get())) {
                        narrowest = Optional.of(one);
                    }
                }
            }
            narrowest.ifPresent(one -> suppressed.add(new Suppressed(finding, one)));
        }
        return new Suppressions(
                List.copyOf(declared),
                suppressed,
                declared.stream()
                        .filter(one -> used.stream().noneMatch(other -> one.equals(other) || isTwin(one, other)))
                        .map(one -> (AnySuppression) one)
                        .toList());
    }

    /** The same with those of sources besides, which these findings are compared with. */
    public Suppressions with(List<SourceSuppression> sources, List<Finding> findings) {
        if (sources.isEmpty()) {
            return this;
        }
        Suppressions added = of(sources, findings);
        Map<Finding, AnySuppression> by = new HashMap<>();
        for (Suppressed one : suppressed) {
            by.put(one.finding(), one.by());
        }
        for (Suppressed one : added.suppressed()) {
            by.merge(one.finding(), one.by(), (known, other) -> isNarrower(other, known) ? other : known);
        }
        List<Suppressed> all = new ArrayList<>();
        for (Finding finding : findings) {
            Optional.ofNullable(by.get(finding)).ifPresent(one -> all.add(new Suppressed(finding, one)));
        }
        return new Suppressions(both(declared, added.declared), all, both(unused, added.unused));
    }

    private static List<AnySuppression> both(List<AnySuppression> some, List<AnySuppression> others) {
        List<AnySuppression> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    /** Whether both are copies that a compiler made of one annotation. */
    static boolean isTwin(AnySuppression one, AnySuppression other) {
        return one instanceof Suppression copy && other instanceof Suppression twin && copy.isTwin(twin);
    }

    private static boolean isNarrower(AnySuppression one, AnySuppression other) {
        int order = one.target().compareTo(other.target());
        return order > 0
                || (order == 0 && one.className().length() > other.className().length());
    }
}
