package dev.concurrencylint.check;

import dev.concurrencylint.findings.Reported;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.findings.Suppressed;
import dev.concurrencylint.findings.SuppressionNotes;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.catalogue.Catalogue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Picks out of all that was found what counts. */
final class Selection {
    private Selection() {}

    static Reported of(RunResult all, CheckRequest request) {
        List<Suppressed> suppressed = all.suppressions().suppressed().stream()
                .filter(one -> isSure(one.finding(), request))
                .toList();
        Set<Finding> known = new HashSet<>();
        suppressed.forEach(one -> known.add(one.finding()));
        List<Finding> findings = all.findings().stream()
                .filter(finding -> isSure(finding, request) && !known.contains(finding))
                .toList();
        return new Reported(
                findings,
                suppressed,
                all.problems(),
                all.statistics(),
                new SuppressionNotes(Catalogue.rules()).of(all.suppressions()));
    }

    private static boolean isSure(Finding finding, CheckRequest request) {
        return finding.confidence().compareTo(request.lowest()) <= 0;
    }
}
