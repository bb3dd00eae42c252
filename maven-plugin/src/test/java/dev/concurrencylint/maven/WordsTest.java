package dev.concurrencylint.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concurrencylint.rules.Confidence;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
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

    @Test
    void listsHaveNoBlanksAndNothingEmpty() {
        assertThat(Words.list(Arrays.asList("x", " y\n", "", null, " "))).containsExactly("x", "y");
        assertThat(Words.list(null)).isEmpty();
    }

    @Test
    void filesAreRelativeToTheModuleWithoutTheBlanksThatStoodBeforeThem() {
        Path module = Path.of("module").toAbsolutePath();

        assertThat(Words.files(
                        Arrays.asList(
                                module.resolve("a.yaml").toFile(),
                                module.resolve(" b/c.yaml").toFile(),
                                new File(
                                        module.toFile(), " " + Path.of("d.yaml").toAbsolutePath()),
                                module.toFile(),
                                null),
                        module))
                .containsExactly(
                        module.resolve("a.yaml"),
                        module.resolve("b/c.yaml"),
                        Path.of("d.yaml").toAbsolutePath());
        assertThat(Words.files(null, module)).isEmpty();
    }

    @Test
    void thereIsNoReleaseBeforeTheFirst() throws MojoExecutionException {
        assertThat(Words.release(null)).isEmpty();
        assertThat(Words.release(17)).contains(17);
        assertThatThrownBy(() -> Words.release(0))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("release is a number from 1 on, not 0");
    }
}
