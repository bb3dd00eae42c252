package dev.concurrencylint.cli;

import dev.concurrencylint.check.Check;
import dev.concurrencylint.check.CheckFailure;
import dev.concurrencylint.check.CheckRequest;
import dev.concurrencylint.check.FailOn;
import dev.concurrencylint.check.Outcome;
import dev.concurrencylint.check.Settings;
import dev.concurrencylint.report.Format;
import dev.concurrencylint.report.StaleText;
import dev.concurrencylint.report.StatisticsText;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code check}: analyses paths, reports, and lets the exit status judge. */
final class CheckCommand implements Callable<Integer> {
    /** When the report on standard output has colour. */
    private enum Colour {
        AUTO,
        ALWAYS,
        NEVER
    }

    private final Terminal terminal;
    private final CommandSpec spec;
    private final OutputOptions outputs = new OutputOptions();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
        this.spec = CommandSpec.wrapWithoutInspection(this);
        HelpOptions.declareHelp(spec);
        spec.usageMessage()
                .description("Analyses classes and reports findings.")
                .footer(
                        "",
                        "Exit status:",
                        "  0  nothing at or above the threshold",
                        "  1  findings at or above the threshold, or stale entries with --fail-on-stale",
                        "  2  nothing was analysed",
                        "  3  something was unreadable, so findings may be missing");
        AnalysisOptions.declare(spec, 0);
        outputs.declare(spec);
        AnalysisOptions.declareSources(spec);
        AnalysisOptions.declareSelection(
                spec, "The accepted findings, as the command baseline writes them: others count.");
        spec.addOption(OptionSpec.builder("--fail-on")
                .type(FailOn.class)
                .converters(word -> Choice.of(FailOn.class, word))
                .paramLabel("error|warning|note|never")
                .description(
                        "The severity from which on a reported finding makes the exit status 1; error if not said.")
                .build());
        spec.addOption(OptionSpec.builder("--fail-on-stale")
                .type(boolean.class)
                .description("Make the exit status 1 if the baseline accepts findings that are not found any more.")
                .build());
        spec.addOption(OptionSpec.builder("--no-unused-suppressions")
                .type(boolean.class)
                .description("Do not tell the suppressions that suppress nothing.")
                .build());
        spec.addOption(OptionSpec.builder("--color")
                .type(Colour.class)
                .converters(word -> Choice.of(Colour.class, word))
                .paramLabel("auto|always|never")
                .description("Colour on standard output; auto if not said: on a terminal.")
                .build());
        spec.addOption(OptionSpec.builder("--stats")
                .type(boolean.class)
                .description("Tell what was analysed, where the analysis gave up, and which classes were not found.")
                .build());
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        ParseResult result = spec.commandLine().getParseResult();
        try {
            CheckRequest request = request(result);
            Outcome outcome = Check.run(request, terminal.out());
            boolean told = request.outputs().stream().anyMatch(output -> output.format() == Format.CONSOLE);
            if (request.statistics() && !told) {
                terminal.messages().print(StatisticsText.of(outcome.reported()));
            }
            if (outcome.stale() > 0 && !told) {
                terminal.complain(StaleText.of(outcome.reported()).stripTrailing());
            }
            return outcome.exitStatus();
        } catch (CheckFailure e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return Outcome.NOTHING_ANALYSED;
        }
    }

    private CheckRequest request(ParseResult result) throws CheckFailure {
        Settings settings = Settings.of(
                AnalysisOptions.said(result)
                        .withGate(
                                AnalysisOptions.value(result, "--fail-on"),
                                AnalysisOptions.value(result, "--fail-on-stale"))
                        .withUnusedSuppressions(
                                result.hasMatchedOption("--no-unused-suppressions")
                                        ? Optional.of(false)
                                        : Optional.empty()),
                AnalysisOptions.config(result));
        return new CheckRequest(
                AnalysisOptions.request(result, 0, settings),
                outputs.outputs(),
                settings,
                AnalysisOptions.sources(result),
                Path.of(""),
                Main.PROGRAM + " explain ",
                switch (result.matchedOptionValue("--color", Colour.AUTO)) {
                    case AUTO -> terminal.takesColour();
                    case ALWAYS -> true;
                    case NEVER -> false;
                },
                result.hasMatchedOption("--stats"));
    }
}
