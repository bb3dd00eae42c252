package dev.concurrencylint.check;

import dev.concurrencylint.baseline.Baseline;
import dev.concurrencylint.findings.Comparison;
import dev.concurrencylint.findings.Reported;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.findings.Suppressed;
import dev.concurrencylint.findings.SuppressionNotes;
import dev.concurrencylint.report.Sources;
import dev.concurrencylint.rules.AnySuppression;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.MethodName;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.catalogue.Catalogue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Picks out of all that was found what counts: first what is reported at all, then what nobody has taken back. */
final class Selection {
    private final Settings settings;
    private final Sources sources;
    private final Optional<Baseline> baseline;
    private final Predicate<String> classes;
    private final Predicate<Place> paths;

    Selection(Settings settings, Sources sources, Optional<Baseline> baseline) {
        this.settings = settings;
        this.sources = sources;
        this.baseline = baseline;
        this.classes = settings.scope().classes();
        this.paths = settings.scope().paths(sources);
    }

    Reported of(RunResult all) {
        Map<Finding, AnySuppression> suppressions = new HashMap<>();
        all.suppressions().suppressed().forEach(one -> suppressions.put(one.finding(), one.by()));
        List<Finding> findings = new ArrayList<>();
        List<Suppressed> suppressed = new ArrayList<>();
        int excluded = 0;
        for (Finding finding : all.findings()) {
            if (finding.confidence().compareTo(settings.lowest()) > 0) {
                continue;
            }
            Optional<Finding> reported = reported(finding);
            AnySuppression suppression = suppressions.get(finding);
            if (reported.isEmpty()) {
                excluded++;
            } else if (suppression != null) {
                suppressed.add(new Suppressed(reported.get(), suppression));
            } else {
                findings.add(reported.get());
            }
        }
        Optional<Comparison> comparison = baseline.map(one -> compare(one, findings, all));
        comparison.ifPresent(one -> findings.removeAll(new HashSet<>(one.accepted())));
        return new Reported(
                findings,
                suppressed,
                comparison,
                excluded,
                all.problems(),
                all.statistics(),
                new SuppressionNotes(Catalogue.rules()).of(all.suppressions(), settings.unusedSuppressions()),
                settings.shared() ? List.of() : idle(all));
    }

    /** Without a class to match, nothing is said of patterns. */
    private List<String> idle(RunResult all) {
        if (all.classes().isEmpty()) {
            return List.of();
        }
        List<Place> places = new ArrayList<>();
        for (String name : all.classes()) {
            MethodName somewhere = new MethodName(name, "", "");
            places.add(new Place(somewhere, somewhere, "", 0));
        }
        all.findings().forEach(finding -> places.add(finding.place()));
        return settings.scope().idle(places, sources);
    }

    /** Where something could not be analysed, nobody knows what is not found any more. */
    private Comparison compare(Baseline accepted, List<Finding> findings, RunResult all) {
        String file = sources.path(settings.baseline().orElse(Path.of("")));
        Comparison comparison = accepted.compare(file, findings, all.findings());
        return all.problems().isEmpty() ? comparison : new Comparison(file, comparison.accepted(), List.of());
    }

    private Optional<Finding> reported(Finding finding) {
        if (!classes.test(finding.place().source().className()) || !paths.test(finding.place())) {
            return Optional.empty();
        }
        return settings.rules().apply(finding.rule()).map(finding::withRule);
    }
}
