package dev.concurrencylint.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FormatTest {
    @Test
    void isFoundByItsWordInAnyCase() {
        assertThat(Format.words()).containsExactly("console", "sarif");
        assertThat(Format.named("SARIF")).contains(Format.SARIF);
        assertThat(Format.named("html")).isEmpty();
    }
}
