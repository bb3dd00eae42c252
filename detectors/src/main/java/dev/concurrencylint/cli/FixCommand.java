package dev.concurrencylint.cli;

import dev.concurrencylint.check.CheckFailure;
import dev.concurrencylint.check.CheckRequest;
import dev.concurrencylint.check.FixRequest;
import dev.concurrencylint.check.FixResult;
import dev.concurrencylint.check.Fixes;
import dev.concurrencylint.check.Outcome;
import dev.concurrencylint.check.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code fix}: repairs what is found. */
final class FixCommand implements Callable<Integer> {
    private static final String APPLY = "--apply";
    private static final String UNCOMMITTED = "--uncommitted";

    private final Terminal terminal;
    private final CommandSpec spec;

    FixCommand(Terminal terminal) {
        this.terminal = terminal;
        this.spec = CommandSpec.wrapWithoutInspection(this);
        HelpOptions.declareHelp(spec);
        spec.usageMessage()
                .description(
                        "Analyses classes and tells safe repairs of what it finds, as a unified diff, or makes them.");
        AnalysisOptions.declare(spec, 0);
        AnalysisOptions.declareSources(spec);
        AnalysisOptions.declareSelection(
                spec, "The accepted findings, as the command baseline writes them: others are repaired.");
        spec.addOption(OptionSpec.builder(APPLY)
                .type(boolean.class)
                .description("Write the source files; those that git could not give back as they are, are left.")
                .build());
        spec.addOption(OptionSpec.builder(UNCOMMITTED)
                .type(boolean.class)
                .description("With " + APPLY + ", write those as well.")
                .build());
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        ParseResult result = spec.commandLine().getParseResult();
        try {
            boolean apply = result.hasMatchedOption(APPLY);
            Settings settings = Settings.of(AnalysisOptions.said(result), AnalysisOptions.config(result));
            CheckRequest check = new CheckRequest(
                    AnalysisOptions.request(result, 0, settings),
                    List.of(),
                    settings,
                    AnalysisOptions.sources(result),
                    Path.of(""),
                    "",
                    false,
                    false);
            FixResult fixed = Fixes.run(new FixRequest(check, apply, result.hasMatchedOption(UNCOMMITTED)));
            if (!fixed.written()) {
                PrintWriter out = terminal.printer();
                out.print(fixed.patch());
                out.flush();
            }
            fixed.left().forEach(terminal::complain);
            fixed.problems().forEach(one -> terminal.complain(one.place() + ": " + one.reason()));
            terminal.complain(fixed.toString());
            return fixed.exitStatus();
        } catch (CheckFailure e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return Outcome.NOTHING_ANALYSED;
        }
    }
}
