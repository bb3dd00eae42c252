package dev.concurrencylint.specification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.findings.Edits;
import dev.concurrencylint.findings.Repair;
import dev.concurrencylint.rules.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What repairs make of texts, and of findings. */
final class Repaired {
    private Repaired() {}

    /**
     * The files that repairs change, as they are afterwards.
     *
     * @param text a file's text by its path below a source root
     */
    static Map<String, String> texts(Collection<Repair> repairs, UnaryOperator<String> text) {
        Map<String, List<Repair.Edit>> edits = new TreeMap<>();
        for (Repair repair : repairs) {
            edits.computeIfAbsent(repair.sourcePath(), path -> new ArrayList<>())
                    .addAll(repair.edits());
        }
        Map<String, String> repaired = new TreeMap<>();
        edits.forEach((path, all) -> repaired.put(path, Edits.applied(text.apply(path), all)));
        return repaired;
    }

    /** Demands that what was repaired is gone, and that nothing else has come: a rule fires no more often in a method than it should. */
    static void assertGone(Collection<Finding> repaired, Collection<Finding> before, Collection<Finding> after) {
        Map<String, Long> old = counted(before);
        Map<String, Long> gone = counted(repaired);
        assertThat(counted(after))
                .allSatisfy((fault, count) -> assertThat(count)
                        .as(fault)
                        .isLessThanOrEqualTo(old.getOrDefault(fault, 0L) - gone.getOrDefault(fault, 0L)));
    }

    private static Map<String, Long> counted(Collection<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.rule().id() + " in " + finding.place().source())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }
}
