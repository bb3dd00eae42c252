package dev.concurrencylint.cli;

import dev.concurrencylint.check.Outcome;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The program {@code java -jar concurrency-lint.jar}. */
public final class Main {
    /** What users type to start the program; pages and messages quote it. */
    static final String PROGRAM = "java -jar concurrency-lint.jar";

    private Main() {}

    /** Exits with a status of {@link Outcome}. */
    public static void main(String[] args) {
        int status = run(
                args,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                CommandLine.Help.Ansi.AUTO.enabled());
        System.exit(status);
    }

    /**
     * Runs one command. Both streams get UTF-8.
     *
     * @param terminal whether standard output is one that takes colour
     * @return the exit status
     */
    static int run(String[] args, OutputStream out, OutputStream err, boolean terminal) {
        PrintWriter messages = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
        try {
            return commandLine(new Terminal(out, messages, terminal)).execute(args);
        } catch (RuntimeException | Error e) {
            messages.println("concurrency-lint: internal error; nothing was analysed");
            e.printStackTrace(messages);
            return Outcome.NOTHING_ANALYSED;
        } finally {
            messages.flush();
        }
    }

    private static int needsCommand(Terminal terminal) {
        commandLine(terminal).usage(terminal.messages());
        return Outcome.NOTHING_ANALYSED;
    }

    private static CommandLine commandLine(Terminal terminal) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection((Callable<Integer>) () -> needsCommand(terminal))
                .name(PROGRAM);
        HelpOptions.declareHelp(spec);
        HelpOptions.declareVersion(spec);
        spec.usageMessage().description("Finds how a Java program breaks under concurrency.");
        spec.addSubcommand("check", new CheckCommand(terminal).spec());
        spec.addSubcommand("baseline", new BaselineCommand(terminal).spec());
        spec.addSubcommand("explain", new ExplainCommand(terminal).spec());
        spec.addSubcommand("rules", new RulesCommand(terminal).spec());
        spec.addSubcommand("trace", new TraceCommand(terminal).spec());
        return new CommandLine(spec)
                .setOut(terminal.printer())
                .setErr(terminal.messages())
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler((failure, command, result) -> {
                    throw failure;
                });
    }
}
