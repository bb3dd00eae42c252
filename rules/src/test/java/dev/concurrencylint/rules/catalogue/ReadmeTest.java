package dev.concurrencylint.rules.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.rules.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The README's table of rules is the catalogue's; with {@code -Dconcurrency-lint.regenerate=true} it is written anew. */
final class ReadmeTest {
    private static final Path README =
            Path.of(System.getProperty("basedir", "")).resolve("../README.md");
    private static final String BEGIN = "<!-- rules: generated from the catalogue -->\n";
    private static final String END = "<!-- end of rules -->\n";

    @Test
    void theTableIsTheCatalogue() throws IOException {
        String readme = Files.readString(README);
        String expected = withTable(readme);
        if (Boolean.getBoolean("concurrency-lint.regenerate")) {
            Files.writeString(README, expected);
        } else {
            assertThat(readme)
                    .as("README.md is out of date: mvn -pl rules test -Dconcurrency-lint.regenerate=true")
                    .isEqualTo(expected);
        }
    }

    @Test
    void theLinksLeadToPages() {
        for (Rule rule : Catalogue.rules()) {
            assertThat(README.resolveSibling(page(rule))).isRegularFile();
        }
    }

    private static String withTable(String readme) {
        assertThat(readme).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        return readme.substring(0, begin) + table() + readme.substring(readme.indexOf(END));
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| rule | severity | what it finds |\n|---|---|---|\n");
        for (Rule rule : Catalogue.rules()) {
            table.append(String.format(
                    Locale.ROOT,
                    "| [`%s`](%s) | %s | %s |\n",
                    rule.id(),
                    page(rule),
                    rule.severity().name().toLowerCase(Locale.ROOT),
                    rule.fullDescription()));
        }
        return table.toString();
    }

    private static String page(Rule rule) {
        return "rules/src/main/resources/dev/concurrencylint/rules/" + rule.address() + ".md";
    }
}
