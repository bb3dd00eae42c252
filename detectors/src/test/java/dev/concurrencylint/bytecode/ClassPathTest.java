package dev.concurrencylint.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is analysed is a part of what shares its packages and is no smaller. */
class ClassPathTest {
    private static final List<String> ENTRIES = List.of("a/A.class", "a/a/B.class", "b/C.class");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"a, 1, 3", "a, 3, 3", "a, 4, 0", "b, 3, 3", "a/a, 2, 3", "c, 1, 0", "'', 1, 0", "b/C, 1, 0"})
    void givesAllOfAContainerOrNothing(String packageName, int analysed, int expected) throws IOException {
        for (Path place : List.of(directory(), jar())) {
            try (ClassPath classPath = new ClassPath(List.of(place, folder.resolve("missing.jar")), 17)) {
                assertThat(classPath.holding(Set.of(packageName), analysed))
                        .as(place.toString())
                        .hasSize(expected);
            }
        }
    }

    /** What a jar holds besides classes does not make it larger. */
    @ParameterizedTest
    @CsvSource({"3, 3", "4, 0"})
    void countsClassesOnly(int analysed, int expected) throws IOException {
        try (ClassPath classPath = new ClassPath(List.of(jar("META-INF/one.txt", "a/two.txt")), 17)) {
            assertThat(classPath.holding(Set.of("a"), analysed)).hasSize(expected);
        }
    }

    private Path directory() throws IOException {
        Path root = folder.resolve("classes");
        for (String entry : ENTRIES) {
            Path file = root.resolve(entry);
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, new byte[0]);
        }
        return root;
    }

    private Path jar(String... others) throws IOException {
        Path jar = folder.resolve("classes.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String other : others) {
                out.putNextEntry(new JarEntry(other));
            }
            for (String entry : ENTRIES) {
                out.putNextEntry(new JarEntry(entry));
            }
        }
        return jar;
    }
}
