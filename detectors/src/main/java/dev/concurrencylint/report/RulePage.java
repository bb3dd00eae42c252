package dev.concurrencylint.report;

import dev.concurrencylint.rules.Rule;

/** A rule's page for a terminal. */
public final class RulePage {
    private static final int WIDTH = 100;

    private RulePage() {}

    /** Lines, each with its end; text is wrapped at 100 columns and code is left as it is. */
    public static String of(Rule rule) {
        String head = rule.id() + " (" + Words.of(rule.severity()) + "): " + rule.shortDescription();
        return MarkdownText.of("# " + head + "\n\n" + untitled(rule.page()), WIDTH);
    }

    /** The page without its title, which is the rule's id. */
    private static String untitled(String page) {
        return page.startsWith("# ") ? page.substring(page.indexOf('\n') + 1) : page;
    }
}
