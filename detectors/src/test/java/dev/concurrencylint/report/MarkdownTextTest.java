package dev.concurrencylint.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.catalogue.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MarkdownTextTest {
    @Test
    void keepsTheShapeOfAPage() {
        String page = """
                # Title `x`

                First *line*
                goes on, see [the page](https://example.org/page) and [here](Other.md).

                ## Example

                ```java
                lock.lock();

                  work();
                ```

                ### Deeper
                * one
                * two
                  more

                  ```
                  code
                  ```

                1. first
                2. second

                > said
                """;

        assertThat(MarkdownText.of(page, 100)).isEqualTo("""
                Title `x`
                =========

                First line goes on, see the page (https://example.org/page) and here.

                Example
                -------

                    lock.lock();

                      work();

                Deeper

                - one

                - two more

                      code

                1. first
                2. second

                  said
                """);
    }

    @Test
    void wrapsBetweenWordsAndUnderTheItem() {
        assertThat(MarkdownText.of("- aaa bbb ccc ddd\n- e\n\nlongerthanwide f", 10))
                .isEqualTo("- aaa bbb\n  ccc ddd\n- e\n\nlongerthanwide\nf\n");
    }

    @Test
    void everyPageFitsATerminal() {
        for (Rule rule : Catalogue.rules()) {
            List<String> lines = RulePage.of(rule).lines().toList();

            assertThat(lines.get(0)).startsWith(rule.id() + " (");
            assertThat(lines).as(rule.id()).allMatch(line -> line.length() <= 120);
        }
    }
}
