package dev.concurrencylint.specification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.jdk.Javac;
import dev.concurrencylint.models.ModelJars;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.specification.LabelledSource.Reported;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that use the libraries which have models, compiled with them; analysed with them at hand and without. */
final class LibraryUsesTest {
    private static final String FOLDER = "dev/concurrencylint/uses";

    @TempDir
    private Path folder;

    static List<LabelledSource> sources() {
        return Root.holding(FOLDER + "/Guava.java").texts(FOLDER, ".java").entrySet().stream()
                .map(entry -> LabelledSource.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void reportsWhatTheLinesSay(LabelledSource source) throws IOException, InputException {
        assertThat(source.differences(reported(source, ModelJars.all()))).isEmpty();
    }

    /** Without the library nobody knows what its methods throw, nor which of them a class overrides: that is all that may be missed. */
    @ParameterizedTest
    @MethodSource("sources")
    void knowsTheTypesByTheirNamesAlone(LabelledSource source) throws IOException, InputException {
        assertThat(source.differences(reported(source, List.of())))
                .filteredOn(difference -> !difference.startsWith("missing: ASYNC_"))
                .allMatch(difference -> difference.startsWith("missing: LOCK_NOT_RELEASED_ON_EXCEPTION"))
                .hasSizeLessThan(2);
    }

    private List<Reported> reported(LabelledSource source, List<Path> classPath) throws IOException, InputException {
        Path classes = Javac.compile(
                Map.of("uses/" + source.path(), String.join("\n", source.lines())), folder, ModelJars.all());
        RunResult result = Engine.analyse(new AnalysisRequest(List.of(classes), classPath, 17, 1));
        assertThat(result.problems()).isEmpty();
        return reported(result);
    }

    private static List<Reported> reported(RunResult result) {
        return result.findings().stream()
                .filter(finding -> finding.confidence() != Confidence.LOW)
                .map(finding -> new Reported(
                        finding.place().line(), finding.rule().id(), finding.confidence(), finding.message()))
                .toList();
    }
}
