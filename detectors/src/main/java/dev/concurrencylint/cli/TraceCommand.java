package dev.concurrencylint.cli;

import dev.concurrencylint.check.CheckFailure;
import dev.concurrencylint.check.Outcome;
import dev.concurrencylint.check.Settings;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code trace}: what the analysis thought of a method. */
final class TraceCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final CommandSpec spec;

    TraceCommand(Terminal terminal) {
        this.terminal = terminal;
        this.spec = CommandSpec.wrapWithoutInspection(this);
        HelpOptions.declareHelp(spec);
        spec.usageMessage().description("Shows step by step what the analysis thought of a method.");
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .required(true)
                .type(String.class)
                .paramLabel("METHOD")
                .description("pkg.Type.method or pkg.Type$Inner.method; with a descriptor, one of several.")
                .build());
        AnalysisOptions.declare(spec, 1);
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        ParseResult result = spec.commandLine().getParseResult();
        String method = result.matchedPositionalValue(0, "");
        try {
            Settings settings = Settings.of(AnalysisOptions.said(result), AnalysisOptions.config(result));
            String text = Engine.trace(AnalysisOptions.request(result, 1, settings), method);
            PrintWriter out = terminal.printer();
            out.print(text);
            out.flush();
            return Outcome.CLEAN;
        } catch (InputException | CheckFailure e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return Outcome.NOTHING_ANALYSED;
        }
    }
}
