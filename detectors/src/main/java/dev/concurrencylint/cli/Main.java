package dev.concurrencylint.cli;

import dev.concurrencylint.check.Outcome;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The program {@code java -jar concurrency-lint.jar}. */
public final class Main {
    /** What users type to start the program; pages and messages quote it. */
    static final String PROGRAM = "java -jar concurrency-lint.jar";

    private static final List<String> COMMANDS = List.of("check", "baseline", "fix", "explain", "rules", "trace");

    private Main() {}

    /** Exits with a status of {@link Outcome}. */
    public static void main(String[] args) {
        OptionalInt elsewhere = ShortRun.of(args);
        System.exit(elsewhere.isPresent() ? elsewhere.getAsInt() : here(args));
    }

    private static int here(String[] args) {
        ShortRun.endWithStarter();
        return run(
                args,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                CommandLine.Help.Ansi.AUTO.enabled());
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
            boolean isNamed = args.length > 0 && COMMANDS.contains(args[0]);
            List<String> commands = isNamed ? List.of(args[0]) : COMMANDS; // each takes long to declare
            return commandLine(new Terminal(out, messages, terminal), commands).execute(args);
        } catch (RuntimeException | Error e) {
            messages.println("concurrency-lint: internal error; nothing was analysed");
            e.printStackTrace(messages);
            return Outcome.NOTHING_ANALYSED;
        } finally {
            messages.flush();
        }
    }

    private static int needsCommand(Terminal terminal) {
        commandLine(terminal, COMMANDS).usage(terminal.messages());
        return Outcome.NOTHING_ANALYSED;
    }

    private static CommandLine commandLine(Terminal terminal, List<String> commands) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection((Callable<Integer>) () -> needsCommand(terminal))
                .name(PROGRAM);
        HelpOptions.declareHelp(spec);
        HelpOptions.declareVersion(spec);
        spec.usageMessage().description("Finds how a Java program breaks under concurrency.");
        for (String command : commands) {
            spec.addSubcommand(command, command(command, terminal));
        }
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

    private static CommandSpec command(String name, Terminal terminal) {
        return switch (name) {
            case "check" -> new CheckCommand(terminal).spec();
            case "baseline" -> new BaselineCommand(terminal).spec();
            case "fix" -> new FixCommand(terminal).spec();
            case "explain" -> new ExplainCommand(terminal).spec();
            case "rules" -> new RulesCommand(terminal).spec();
            case "trace" -> new TraceCommand(terminal).spec();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
