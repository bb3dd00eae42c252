package dev.concurrencylint.maven;

import dev.concurrencylint.report.RulePage;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.catalogue.Catalogue;
import java.util.stream.Collectors;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Prints the page of a rule: what it finds, why that breaks, and how to repair it. */
@Mojo(name = "explain", requiresProject = false, threadSafe = true)
public final class ExplainMojo extends AbstractMojo {
    /** The rule's id, upper or lower case. */
    @Parameter(property = "concurrency-lint.rule")
    private @Nullable String rule;

    @Override
    public void execute() throws MojoExecutionException {
        if (rule == null) {
            throw new MojoExecutionException("say which rule: -Dconcurrency-lint.rule=RULE, RULE one of " + known());
        }
        Rule found = Catalogue.find(rule)
                .orElseThrow(() -> new MojoExecutionException("there is no rule " + rule + ", only " + known()));
        getLog().info("\n\n" + RulePage.of(found).strip() + "\n");
    }

    private static String known() {
        return Catalogue.rules().stream().map(Rule::id).collect(Collectors.joining(", "));
    }
}
