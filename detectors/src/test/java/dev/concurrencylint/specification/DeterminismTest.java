package dev.concurrencylint.specification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.findings.RunResult;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same classes give the same result, whatever the order of files and the number of threads. */
class DeterminismTest {
    private static final String LOCKS = "dev/concurrencylint/fixtures/locks";

    @Test
    void theOrderOfFilesAndTheNumberOfThreadsDoNotMatter(@TempDir Path folder) throws IOException, InputException {
        List<Path> files = classFiles(folder);
        assertThat(files).hasSizeGreaterThan(50);
        RunResult forwards = analyse(files, 1);
        List<Path> reversed = new ArrayList<>(files);
        Collections.reverse(reversed);
        RunResult backwards = analyse(reversed, 4);

        assertThat(forwards.findings()).isNotEmpty();
        assertThat(backwards).isEqualTo(forwards);
    }

    private static RunResult analyse(List<Path> files, int threads) throws InputException {
        return Engine.analyse(new AnalysisRequest(files, List.of(), 17, threads));
    }

    private static List<Path> classFiles(Path target) throws IOException {
        Path root = Root.holding(LOCKS + "/LockNotReleasedLoud.class").path();
        if (Files.isDirectory(root)) {
            return copy(root.resolve(LOCKS), target);
        }
        try (FileSystem jar = FileSystems.newFileSystem(root)) {
            return copy(jar.getPath(LOCKS), target);
        }
    }

    private static List<Path> copy(Path folder, Path target) throws IOException {
        List<Path> copies = new ArrayList<>();
        try (Stream<Path> found = Files.list(folder)) {
            for (Path file : found.filter(path -> path.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                copies.add(Files.copy(file, target.resolve(file.getFileName().toString())));
            }
        }
        return copies;
    }
}
