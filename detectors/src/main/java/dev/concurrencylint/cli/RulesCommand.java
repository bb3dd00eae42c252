package dev.concurrencylint.cli;

import dev.concurrencylint.check.Outcome;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.catalogue.Catalogue;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rules}: all rules, a line each. */
final class RulesCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final CommandSpec spec;

    RulesCommand(Terminal terminal) {
        this.terminal = terminal;
        this.spec = CommandSpec.wrapWithoutInspection(this);
        HelpOptions.declareHelp(spec);
        spec.usageMessage().description("Lists all rules: id, severity, and what they find.");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        int longest = Catalogue.rules().stream()
                .mapToInt(rule -> rule.id().length())
                .max()
                .orElse(1);
        PrintWriter out = terminal.printer();
        for (Rule rule : Catalogue.rules()) {
            String severity = rule.severity().name().toLowerCase(Locale.ROOT);
            out.print(String.format(
                    Locale.ROOT, "%-" + longest + "s  %-7s  %s\n", rule.id(), severity, rule.shortDescription()));
        }
        out.flush();
        return Outcome.CLEAN;
    }
}
