package dev.concurrencylint.specification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.findings.Reported;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.findings.SourceNotes;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.source.Ranges;
import dev.concurrencylint.source.SourceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each line that a finding on the labelled programs tells is found in their sources, and what is marked begins on it. */
final class FixtureRangesTest {
    @TempDir
    private Path root;

    @Test
    void placesAreFound() throws IOException, InputException {
        for (LabelledSource source : LabelledSource.all()) {
            Path file = root.resolve(LabelledSource.FOLDER).resolve(source.path());
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, String.join("\n", source.lines()));
        }
        RunResult result = Engine.analyse(
                new AnalysisRequest(List.of(LabelledSource.root().path()), LabelledSource.libraries(), 17, 2));
        Reported before = new Reported(
                result.findings(), List.of(), Optional.empty(), 0, List.of(), result.statistics(), List.of());

        Reported one = Ranges.in(before, new SourceFiles(List.of(root)), 1);
        Reported several = Ranges.in(before, new SourceFiles(List.of(root)), 3);

        SourceNotes notes = one.sources();
        List<String> unmarked = unmarked(one);
        System.out.printf("%d places, %d of them found; not marked: %s%n", notes.places(), notes.found(), unmarked);
        assertThat(notes.places()).isGreaterThan(3000);
        assertThat(notes.found()).isGreaterThanOrEqualTo((int) Math.ceil(notes.places() * 0.99));
        assertThat(unmarked.size()).isLessThan(notes.places() / 100);
        assertThat(notes.unlike()).isEmpty();
        assertThat(notes.unreadable()).isEmpty();
        assertThat(one.findings()).isEqualTo(before.findings());
        assertThat(ranges(several)).isEqualTo(ranges(one));
        assertThat(places(one.findings())
                        .filter(place -> place.range()
                                .filter(range -> range.startLine() != place.line())
                                .isPresent()))
                .isEmpty();
    }

    private static List<String> ranges(Reported reported) {
        return places(reported.findings())
                .map(place -> place + " " + place.range())
                .toList();
    }

    private static List<String> unmarked(Reported reported) {
        List<String> texts = new ArrayList<>();
        places(reported.findings())
                .filter(place -> place.range().isEmpty())
                .map(place -> place.sourceFile() + ":" + place.line() + " " + place.spot())
                .distinct()
                .forEach(texts::add);
        return texts;
    }

    private static Stream<Place> places(List<Finding> findings) {
        return findings.stream()
                .flatMap(finding -> Stream.concat(
                        Stream.of(finding.place()),
                        finding.traces().stream()
                                .flatMap(trace -> trace.steps().stream())
                                .map(Step::place)))
                .filter(place -> place.line() > 0);
    }
}
