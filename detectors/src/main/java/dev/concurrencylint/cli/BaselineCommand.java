package dev.concurrencylint.cli;

import dev.concurrencylint.check.BaselineWritten;
import dev.concurrencylint.check.Baselines;
import dev.concurrencylint.check.CheckFailure;
import dev.concurrencylint.check.CheckRequest;
import dev.concurrencylint.check.Outcome;
import dev.concurrencylint.check.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code baseline}: accepts what is found. */
final class BaselineCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final CommandSpec spec;

    BaselineCommand(Terminal terminal) {
        this.terminal = terminal;
        this.spec = CommandSpec.wrapWithoutInspection(this);
        HelpOptions.declareHelp(spec);
        spec.usageMessage()
                .description(
                        "Analyses classes and writes the findings into a file; `check --baseline` counts only others.");
        AnalysisOptions.declare(spec, 0);
        AnalysisOptions.declareSources(spec);
        AnalysisOptions.declareSelection(spec, "The file to write, in place of what it holds.");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        ParseResult result = spec.commandLine().getParseResult();
        try {
            Settings settings = Settings.of(AnalysisOptions.said(result), AnalysisOptions.config(result));
            BaselineWritten written = Baselines.write(new CheckRequest(
                    AnalysisOptions.request(result, 0, settings),
                    List.of(),
                    settings,
                    AnalysisOptions.sources(result),
                    Path.of(""),
                    "",
                    false,
                    false));
            if (written.problems().isEmpty()) {
                terminal.printer().println(written);
            } else {
                terminal.complain(written.toString());
            }
            return written.exitStatus();
        } catch (CheckFailure e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return Outcome.NOTHING_ANALYSED;
        }
    }
}
