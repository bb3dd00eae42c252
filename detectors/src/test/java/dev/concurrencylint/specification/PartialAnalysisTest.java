package dev.concurrencylint.specification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.rules.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One class with the others of its packages on the class path is told the same as in the analysis of all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PartialAnalysisTest {
    private static final int STEP = 283;
    private static final String SUFFIX = ".class";

    private final SortedMap<String, byte[]> classes = LabelledSource.root().files("", SUFFIX);
    private List<Finding> whole = List.of();

    @BeforeAll
    void analyseAll() throws IOException, InputException {
        whole = analyse(LabelledSource.root().path(), List.of()).findings();
        assertThat(whole).isNotEmpty();
    }

    @Test
    void withTheFolderOfAllOnTheClassPath(@TempDir Path temp) throws IOException, InputException {
        for (String name : sample(0)) {
            check(name, write(name, temp), LabelledSource.root().path());
        }
    }

    @Test
    void withoutItselfOnTheClassPath(@TempDir Path temp) throws IOException, InputException {
        Path others = temp.resolve("others");
        for (Map.Entry<String, byte[]> each : classes.entrySet()) {
            Path file = others.resolve(each.getKey());
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, each.getValue());
        }
        for (String name : sample(STEP / 2)) {
            Path alone = Files.move(others.resolve(name), temp.resolve("Alone.class"));
            check(name, alone, others);
            Files.move(alone, others.resolve(name));
        }
    }

    @Test
    void inJarsWithAndWithoutDirectories(@TempDir Path temp) throws IOException, InputException {
        for (boolean directories : new boolean[] {true, false}) {
            Path jar = jar(temp.resolve(directories + ".jar"), directories);
            for (String name : sample(directories ? 5 : 30)) {
                check(name, write(name, temp), jar);
            }
        }
    }

    @Test
    void otherPackagesStayApart(@TempDir Path temp) throws IOException, InputException {
        String name = "dev/concurrencylint/fixtures/locks/LockNotReleasedLoud.class";
        Path far = Files.createDirectories(temp.resolve("far/dev/concurrencylint/fixtures"));
        Files.write(far.resolve("package-info.class"), new byte[] {1});

        RunResult alone = analyse(write(name, temp), List.of(temp.resolve("far")));

        assertThat(alone.problems()).isEmpty();
        assertThat(alone.statistics().classes()).isEqualTo(1);
    }

    private void check(String name, Path file, Path classpath) throws IOException, InputException {
        String type = name.substring(0, name.length() - SUFFIX.length()).replace('/', '.');
        RunResult alone = analyse(file, List.of(classpath));

        assertThat(alone.findings())
                .as(name)
                .isEqualTo(whole.stream()
                        .filter(finding -> finding.place().source().className().equals(type))
                        .toList());
        assertThat(alone.problems()).as(name).isEmpty();
        assertThat(alone.statistics().classes()).as(name).isEqualTo(1);
    }

    private List<String> sample(int first) {
        List<String> names = new ArrayList<>(classes.keySet());
        List<String> sample = new ArrayList<>();
        for (int i = first; i < names.size(); i += STEP) {
            sample.add(names.get(i));
        }
        assertThat(sample).hasSizeGreaterThan(2);
        return sample;
    }

    private Path write(String name, Path folder) throws IOException {
        Path file = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
        return Files.write(file, classes.get(name));
    }

    private Path jar(Path file, boolean directories) throws IOException {
        String folder = "";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> each : classes.entrySet()) {
                String parent = each.getKey().substring(0, each.getKey().lastIndexOf('/') + 1);
                if (directories && !parent.equals(folder)) {
                    folder = parent;
                    jar.putNextEntry(new JarEntry(folder));
                }
                jar.putNextEntry(new JarEntry(each.getKey()));
                jar.write(each.getValue());
            }
        }
        return file;
    }

    private static RunResult analyse(Path path, List<Path> classpath) throws IOException, InputException {
        List<Path> all = new ArrayList<>(classpath);
        all.addAll(LabelledSource.libraries());
        return Engine.analyse(new AnalysisRequest(List.of(path), all, 17, 2));
    }
}
