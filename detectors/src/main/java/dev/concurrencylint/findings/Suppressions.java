package dev.concurrencylint.findings;

import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Suppression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The annotations under analysis that take back findings, and what they take back.
 *
 * @param declared all of them, sorted
 * @param suppressed in the order of the findings; each finding once, with the narrowest annotation that covers it
 * @param unused those that cover no finding, sorted
 */
public record Suppressions(List<Suppression> declared, List<Suppressed> suppressed, List<Suppression> unused) {
    /** Nothing is annotated. */
    public static final Suppressions NONE = new Suppressions(List.of(), List.of(), List.of());

    public Suppressions {
        declared = List.copyOf(declared);
        suppressed = List.copyOf(suppressed);
        unused = List.copyOf(unused);
    }

    /**
     * Compares each annotation with each finding.
     *
     * @param declared sorted
     */
    public static Suppressions of(List<Suppression> declared, List<Finding> findings) {
        if (declared.isEmpty()) {
            return NONE;
        }
        List<Suppressed> suppressed = new ArrayList<>();
        Set<Suppression> used = new HashSet<>();
        for (Finding finding : findings) {
            Optional<Suppression> narrowest = Optional.empty();
            for (Suppression one : declared) {
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
                declared,
                suppressed,
                declared.stream()
                        .filter(one -> used.stream().noneMatch(other -> one.equals(other) || one.isTwin(other)))
                        .toList());
    }

    private static boolean isNarrower(Suppression one, Suppression other) {
        int order = one.target().compareTo(other.target());
        return order > 0
                || (order == 0 && one.className().length() > other.className().length());
    }
}
