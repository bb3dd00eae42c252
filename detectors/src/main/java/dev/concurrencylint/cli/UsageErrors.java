package dev.concurrencylint.cli;

import dev.concurrencylint.check.Outcome;
import dev.concurrencylint.words.Nearest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a user in two lines what was wrong with the arguments. */
final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter messages = command.getErr();
        messages.println("concurrency-lint: " + message(e, command));
        messages.println("`" + command.getCommandSpec().qualifiedName() + " --help` tells what the command takes");
        return Outcome.NOTHING_ANALYSED;
    }

    private static String message(ParameterException e, CommandLine command) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            boolean option = word.startsWith("-");
            String kind = option
                    ? "unknown option "
                    : command.getSubcommands().isEmpty() ? "unexpected argument " : "unknown command ";
            return kind
                    + word
                    + Nearest.hint(
                            word,
                            option
                                    ? options(command)
                                    : List.copyOf(command.getSubcommands().keySet()));
        }
        return String.valueOf(e.getMessage());
    }

    private static List<String> options(CommandLine command) {
        List<String> names = new ArrayList<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            names.add(option.longestName());
        }
        return names;
    }
}
