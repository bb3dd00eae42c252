package dev.concurrencylint.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.specification.LabelledSource.Reported;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine reports on each labelled program what stands on its lines, and at the default confidence nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FixturesTest {
    private final List<LabelledSource> sources = LabelledSource.all();
    private RunResult result;
    private Map<String, List<Reported>> reported;

    @BeforeAll
    void analyseOnce() throws IOException, InputException {
        AnalysisRequest request =
                new AnalysisRequest(List.of(LabelledSource.root().path()), LabelledSource.libraries(), 17, 2);
        result = Engine.analyse(request);
        reported = result.findings().stream()
                .collect(Collectors.groupingBy(
                        FixturesTest::fixtureOf, Collectors.mapping(FixturesTest::reported, Collectors.toList())));
    }

    List<LabelledSource> sources() {
        return sources;
    }

    @ParameterizedTest
    @MethodSource("sources")
    void reportsWhatTheLinesSay(LabelledSource source) {
        List<String> differences = source.differences(reported.getOrDefault(source.path(), List.of()));
        if (!differences.isEmpty()) {
            fail(source.path() + " differs " + differences.size() + " times\n" + String.join("\n", differences));
        }
    }

    @Test
    void everyFindingStandsInASource() {
        assertThat(sources.stream().map(LabelledSource::path)).containsAll(reported.keySet());
    }

    @Test
    void everyClassIsReadAndUnderstood() {
        assertThat(result.problems()).isEmpty();
        assertThat(result.statistics().classes()).isGreaterThan(sources.size());
    }

    private static String fixtureOf(Finding finding) {
        String path = finding.place().sourcePath();
        String folder = LabelledSource.FOLDER + "/";
        return path.startsWith(folder) ? path.substring(folder.length()) : path;
    }

    private static Reported reported(Finding finding) {
        return new Reported(finding.place().line(), finding.rule().id(), finding.confidence(), finding.message());
    }
}
