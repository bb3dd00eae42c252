package dev.concurrencylint.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concurrencylint.rules.Confidence;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;

final class WordsTest {
    @Test
    void wordsHaveAnyCaseAndBlanksAround() throws MojoExecutionException {
        assertThat(Words.named(Confidence.class, "confidence", " Medium\n")).isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void anUnknownWordNamesTheKnownOnes() {
        assertThatThrownBy(() -> Words.named(Confidence.class, "confidence", "sure"))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("confidence is one of high, medium, low, not sure");
    }

    @Test
    void noThreadIsOneAProcessorAndFewerAreNone() throws MojoExecutionException {
        assertThat(Words.threads(3)).isEqualTo(3);
        assertThat(Words.threads(0)).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThatThrownBy(() -> Words.threads(-1))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("threads is a number from 0 on, not -1");
    }
}
