package dev.concurrencylint.check;

import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.rules.Confidence;
import java.nio.file.Path;
import java.util.List;

/**
 * What a door asks for.
 *
 * @param outputs the reports to write, in this order; none is allowed, two to one place are not
 * @param sources directories that hold packages of source files
 * @param project the directory that paths in reports are relative to
 * @param explain what a user of the door types before a rule's id to read its page, up to the id itself
 * @param colour whether standard output takes colour; files never do
 * @param statistics whether console reports list the run's statistics
 */
public record CheckRequest(
        AnalysisRequest analysis,
        List<Output> outputs,
        Settings settings,
        List<Path> sources,
        Path project,
        String explain,
        boolean colour,
        boolean statistics) {
    public CheckRequest {
        outputs = List.copyOf(outputs);
        sources = List.copyOf(sources);
    }

    /** A run that only these words configure. */
    public CheckRequest(
            AnalysisRequest analysis,
            List<Output> outputs,
            Confidence lowest,
            FailOn failOn,
            List<Path> sources,
            Path project,
            String explain,
            boolean colour,
            boolean statistics) {
        this(analysis, outputs, Settings.of(lowest, failOn), sources, project, explain, colour, statistics);
    }
}
