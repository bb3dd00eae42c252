package dev.concurrencylint.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.check.CheckFailure;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Code past every measure neither stops nor breaks the analysis, and is told as unreadable only where it is. */
final class AbsurdCodeTest {
    @ParameterizedTest
    @EnumSource
    void isBorne(AbsurdCode absurd, @TempDir Path folder) throws IOException, CheckFailure {
        Ward ward = new Ward(folder);

        assertThat(ward.examine(absurd.make())).hasSize(absurd.isBroken() ? 1 : 0);
    }
}
