package dev.concurrencylint.baseline;

import dev.concurrencylint.findings.Accepted;
import dev.concurrencylint.findings.Comparison;
import dev.concurrencylint.findings.Fingerprints;
import dev.concurrencylint.rules.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Findings that are accepted for now. Equal findings of one method are counted, not told apart: moving one past the other changes
 * nothing.
 *
 * @param module what the file is about, for builds of several modules; empty if nobody said
 * @param entries sorted, one a family
 */
public record Baseline(String module, List<Accepted> entries) {
    public Baseline {
        entries = List.copyOf(entries);
    }

    /** Accepts these findings. */
    public static Baseline of(String module, List<Finding> findings) {
        Map<String, Accepted> families = new TreeMap<>();
        for (Finding finding : findings) {
            Accepted one = Accepted.of(finding, 1);
            families.merge(one.family(), one, (known, another) -> known.withCount(known.count() + 1));
        }
        return of(module, families.values());
    }

    /** Of two lines about one family, as merges leave them, the one that accepts more counts. */
    static Baseline of(String module, Collection<Accepted> entries) {
        Map<String, Accepted> families = new TreeMap<>();
        for (Accepted entry : entries) {
            families.merge(entry.family(), entry, (a, b) -> a.count() >= b.count() ? a : b);
        }
        return new Baseline(module, families.values().stream().sorted().toList());
    }

    /**
     * Compares a run with it. Of more equal findings than it accepts, the last are the new ones.
     *
     * @param file how reports name it
     * @param counting findings that would count without it, sorted
     * @param found all that was found, whether or not it counts: what is still there can't go
     */
    public Comparison compare(String file, List<Finding> counting, List<Finding> found) {
        Map<String, Integer> left = new HashMap<>();
        entries.forEach(entry -> left.put(entry.family(), entry.count()));
        List<Finding> accepted = new ArrayList<>();
        for (Finding finding : counting) {
            String family = Fingerprints.family(finding);
            int number = left.getOrDefault(family, 0);
            if (number > 0) {
                accepted.add(finding);
                left.put(family, number - 1);
            }
        }
        Map<String, Integer> there = new HashMap<>();
        found.forEach(finding -> there.merge(Fingerprints.family(finding), 1, Integer::sum));
        List<Accepted> stale = new ArrayList<>();
        for (Accepted entry : entries) {
            int gone = entry.count() - there.getOrDefault(entry.family(), 0);
            if (gone > 0) {
                stale.add(entry.withCount(gone));
            }
        }
        return new Comparison(file, accepted, stale);
    }

    /** How many findings it accepts. */
    public int size() {
        return entries.stream().mapToInt(Accepted::count).sum();
    }

    /** How many findings it accepts that the other one doesn't. */
    public int moreThan(Baseline other) {
        Map<String, Integer> there = new HashMap<>();
        other.entries.forEach(entry -> there.put(entry.family(), entry.count()));
        return entries.stream()
                .mapToInt(entry -> Math.max(0, entry.count() - there.getOrDefault(entry.family(), 0)))
                .sum();
    }
}
