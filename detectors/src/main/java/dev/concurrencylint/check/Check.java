package dev.concurrencylint.check;

import dev.concurrencylint.baseline.Baseline;
import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.findings.Reported;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.report.Format;
import dev.concurrencylint.report.ReportContext;
import dev.concurrencylint.report.Sources;
import dev.concurrencylint.source.Ranges;
import dev.concurrencylint.source.Repairs;
import dev.concurrencylint.source.SourceSuppressions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The run of a door: analyses, reports and judges. Doors translate their parameters to a request and the outcome to their own words. */
public final class Check {
    /** The Java release that a program is taken to run on if nobody says: the newest one known, on any machine. */
    public static final int NEWEST_RELEASE = AnalysisRequest.NEWEST_RELEASE;

    private Check() {}

    /**
     * Tries the outputs, analyses, and writes the reports in UTF-8.
     *
     * @param standardOutput where the report without a file goes; flushed, not closed
     * @throws CheckFailure if nothing was analysed because of a path, a source root, the baseline or an output, and then no file was written over;
     *     or if writing a report broke off
     */
    public static Outcome run(CheckRequest request, OutputStream standardOutput) throws CheckFailure {
        return run(request, standardOutput, Engine::analyse);
    }

    static Outcome run(CheckRequest request, OutputStream standardOutput, Analysis analysis) throws CheckFailure {
        demandSources(request.sources());
        Optional<Baseline> baseline = Baselines.read(request.settings());
        try (Outputs outputs = Outputs.open(request, standardOutput)) {
            Sources sources = new Sources(request.sources(), request.project());
            int threads = request.analysis().threads();
            RunResult all = SourceSuppressions.in(
                    analysed(request.analysis().withSources(request.sources()), analysis), sources.files(), threads);
            Reported selected = new Selection(request.settings(), sources, baseline).of(all);
            Reported placed = Ranges.in(selected, sources.files(), threads);
            boolean isTold = request.outputs().stream().anyMatch(output -> output.format() == Format.SARIF);
            Reported reported = isTold ? placed.withRepairs(Repairs.of(placed.findings(), sources.files())) : placed;
            outputs.keep();
            for (Output output : request.outputs()) {
                write(output, reported, request, sources, outputs);
            }
            return Outcome.of(reported, request.settings());
        } catch (InputException e) {
            throw new CheckFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /** What the analysis found, if there was any class; without paths, none is expected. */
    static RunResult analysed(AnalysisRequest request, Analysis analysis) throws InputException, CheckFailure {
        RunResult all = analysis.analyse(request);
        if (all.statistics().classes() == 0
                && all.problems().isEmpty()
                && !request.paths().isEmpty()) {
            throw new CheckFailure("there is no class in "
                    + request.paths().stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
        return all;
    }

    static void demandSources(List<Path> roots) throws CheckFailure {
        for (Path root : roots) {
            if (!Files.isDirectory(root)) {
                throw new CheckFailure("no directory of sources: " + root);
            }
        }
    }

    private static void write(Output output, Reported result, CheckRequest request, Sources sources, Outputs outputs)
            throws CheckFailure {
        boolean toFile = output.file().isPresent();
        ReportContext context = new ReportContext(
                Version.text(),
                request.settings().rules().rules(),
                sources,
                request.explain(),
                request.colour() && !toFile,
                request.statistics() && output.format() == Format.CONSOLE);
        try (Writer writer = outputs.writer(output)) {
            output.format().report().write(result, context, writer);
        } catch (IOException | UncheckedIOException e) {
            throw new CheckFailure("cannot write " + output + ": " + e.getMessage(), e);
        }
    }

    /** The engine as a check sees it. */
    @FunctionalInterface
    interface Analysis {
        RunResult analyse(AnalysisRequest request) throws InputException;
    }
}
