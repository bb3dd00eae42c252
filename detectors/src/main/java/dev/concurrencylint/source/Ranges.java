package dev.concurrencylint.source;

import dev.concurrencylint.findings.Comparison;
import dev.concurrencylint.findings.Reported;
import dev.concurrencylint.findings.SourceNotes;
import dev.concurrencylint.findings.Suppressed;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Spot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Gives the places of findings their ranges, from those source files only that findings and their traces are in. */
public final class Ranges {
    private final Map<String, Matching> known = new TreeMap<>();
    private final Map<String, Map<Match.Kind, Set<Spot>>> told = new TreeMap<>();
    private final List<String> unreadable = new ArrayList<>();
    private int places;
    private int found;

    private Ranges(SortedSet<String> wanted, SourceFiles files, int threads) {
        Outlines outlines = Outlines.of(wanted, files, threads);
        outlines.read().forEach((path, outline) -> known.put(path, new Matching(outline)));
        unreadable.addAll(outlines.unreadable());
    }

    /** The findings with the ranges of their places, where these were found, and what is to be said of the files. */
    public static Reported in(Reported reported, SourceFiles files, int threads) {
        Ranges ranges = new Ranges(files(all(reported)), files, threads);
        List<Finding> findings =
                reported.findings().stream().map(ranges::placed).toList();
        List<Suppressed> suppressed = reported.suppressed().stream()
                .map(one -> new Suppressed(ranges.placed(one.finding()), one.by()))
                .toList();
        Optional<Comparison> baseline = reported.baseline()
                .map(one -> new Comparison(
                        one.file(), one.accepted().stream().map(ranges::placed).toList(), one.stale()));
        return reported.with(findings, suppressed, baseline, ranges.notes());
    }

    /** The findings with the ranges of their places. */
    public static List<Finding> in(List<Finding> findings, SourceFiles files, int threads) {
        Ranges ranges = new Ranges(files(findings), files, threads);
        return findings.stream().map(ranges::placed).toList();
    }

    private static List<Finding> all(Reported reported) {
        return Stream.of(
                        reported.findings().stream(),
                        reported.suppressed().stream().map(Suppressed::finding),
                        reported.accepted().stream())
                .flatMap(findings -> findings)
                .toList();
    }

    private static SortedSet<String> files(Collection<Finding> findings) {
        SortedSet<String> files = new TreeSet<>();
        for (Finding finding : findings) {
            files.add(finding.place().sourcePath());
            finding.traces()
                    .forEach(trace ->
                            trace.steps().forEach(step -> files.add(step.place().sourcePath())));
        }
        return files;
    }

    private Finding placed(Finding finding) {
        return finding.withPlaces(this::placed);
    }

    private Place placed(Place place) {
        String path = place.sourcePath();
        Matching matching = known.get(path);
        if (matching == null || place.line() <= 0) {
            return place;
        }
        Match match = matching.of(place);
        places++;
        found += match.kind() == Match.Kind.EXPRESSION || match.kind() == Match.Kind.STATEMENT ? 1 : 0;
        told.computeIfAbsent(path, file -> new EnumMap<>(Match.Kind.class))
                .computeIfAbsent(match.kind(), kind -> new HashSet<>())
                .add(place.spot());
        return match.mark().map(place::withRange).orElse(place);
    }

    private SourceNotes notes() {
        List<String> unlike = told.entrySet().stream()
                .filter(file -> isUnlike(file.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return new SourceNotes(unlike, unreadable, places, found);
    }

    /**
     * One line that is another method's can't come from this source. A call that isn't there may have been made by a tool that works on
     * class files, so it takes several of them, and more than are there.
     */
    private static boolean isUnlike(Map<Match.Kind, Set<Spot>> kinds) {
        int missing = kinds.getOrDefault(Match.Kind.MISSING, Set.of()).size();
        int there = kinds.getOrDefault(Match.Kind.EXPRESSION, Set.of()).size();
        return kinds.containsKey(Match.Kind.ELSEWHERE) || missing > 1 && missing > there;
    }
}
