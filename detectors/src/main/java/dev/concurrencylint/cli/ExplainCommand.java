package dev.concurrencylint.cli;

import dev.concurrencylint.check.Outcome;
import dev.concurrencylint.report.RulePage;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.catalogue.Catalogue;
import dev.concurrencylint.words.Nearest;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code explain}: the page of a rule. */
final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final CommandSpec spec;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
        this.spec = CommandSpec.wrapWithoutInspection(this);
        HelpOptions.declareHelp(spec);
        spec.usageMessage().description("Shows what a rule finds, why it matters, and how to repair it.");
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .required(true)
                .type(String.class)
                .paramLabel("RULE")
                .description("The id of a rule.")
                .build());
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        String id = spec.commandLine().getParseResult().matchedPositionalValue(0, "");
        Optional<Rule> rule = Catalogue.find(id);
        if (rule.isEmpty()) {
            List<String> ids = Catalogue.rules().stream().map(Rule::id).toList();
            terminal.complain("no rule " + id + Nearest.hint(id, ids));
            terminal.messages().println("`" + Main.PROGRAM + " rules` lists all rules");
            return Outcome.NOTHING_ANALYSED;
        }
        PrintWriter out = terminal.printer();
        out.print(RulePage.of(rule.get()));
        out.flush();
        return Outcome.CLEAN;
    }
}
