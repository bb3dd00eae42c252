package dev.concurrencylint.packed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.concurrencylint.jdk.InstalledJdk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one jar holds everything it needs, under our own name, with the notices that the licences ask for. */
final class PackedJarIT {
    private static final Path JAR = Path.of(requireNonNull(System.getProperty("packed.jar")));

    private static final int OLDEST = 17;
    private static final int NEWEST = 25;

    private final List<String> flags = new ArrayList<>();

    @TempDir
    private Path temp;

    @Test
    void allClassesAreOursOrRelocated() throws IOException {
        assertThat(entries())
                .filteredOn(name -> name.endsWith(".class"))
                .hasSizeGreaterThan(300)
                .allMatch(name -> name.startsWith("dev/concurrencylint/"));
    }

    @Test
    void noClassNamesALibraryByItsFormerPackage() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> ours = entries().stream()
                    .filter(name -> name.endsWith(".class") && !name.startsWith("dev/concurrencylint/shaded/"))
                    .toList();
            for (String name : ours) {
                assertThat(text(jar, name))
                        .as(name)
                        .doesNotContain(
                                "org/objectweb/asm/",
                                "com/google/gson/",
                                "org/snakeyaml/",
                                "org/commonmark/",
                                "com/github/javaparser/",
                                "com/github/difflib/")
                        .doesNotContainPattern("(?<!shaded/)picocli/");
            }
        }
    }

    @Test
    void theRulesAreInside() throws IOException {
        assertThat(entries())
                .contains("dev/concurrencylint/rules/Rule.class", "dev/concurrencylint/rules/locks/LockNotReleased.md");
    }

    @Test
    void licencesAndNoticesAreInside() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License", "Version 2.0, January 2004");
            assertThat(text(jar, "META-INF/NOTICE"))
                    .contains(
                            "concurrency-lint",
                            "ASM",
                            "commonmark",
                            "Gson",
                            "JavaParser",
                            "picocli",
                            "SnakeYAML Engine");
            assertThat(text(jar, "META-INF/licenses/asm.txt")).contains("INRIA, France Telecom");
            assertThat(text(jar, "META-INF/licenses/commonmark.txt")).contains("Atlassian");
        }
    }

    @Test
    void itRunsAlone() throws Exception {
        assertThat(output(0, "rules")).contains("LOCK_NOT_RELEASED");
    }

    @Test
    void itFindsNothingInOurselves() throws Exception {
        String basedir = requireNonNull(System.getProperty("basedir"));
        assertThat(output(0, "check", basedir + "/target/classes", basedir + "/../rules/target/classes"))
                .contains("no findings in ");
    }

    @Test
    void theOldestAndTheNewestJavaTellTheSame() throws Exception {
        InstalledJdk running = InstalledJdk.running();
        int release = running.release() == OLDEST ? NEWEST : OLDEST;
        Optional<InstalledJdk> other = InstalledJdk.of(release);
        assumeTrue(
                other.isPresent(),
                "skipped: no JDK " + release + " beside the running one or named by JAVA_HOME_…_X64");

        String here = findings(running);

        assertThat(here).contains("error[LOCK_NOT_RELEASED]", "statistics:", "\"ruleId\": \"LOCK_NOT_RELEASED\"");
        assertThat(findings(other.orElseThrow())).isEqualTo(here);
    }

    /** By default another machine does the work: it is to be seen of that no more than the time it takes. */
    @Test
    void aRunInTheMachineAsItIsStartedTellsTheSame() throws Exception {
        String elsewhere = findings(InstalledJdk.running());

        flags.add("-Dconcurrency-lint.short-run=false");

        assertThat(findings(InstalledJdk.running())).isEqualTo(elsewhere);
    }

    /** Everything that a check of the fixtures writes. */
    private String findings(InstalledJdk jdk) throws IOException, InterruptedException {
        String fixtures = requireNonNull(System.getProperty("basedir")) + "/../test-fixtures/target/classes";
        Path sarif = temp.resolve("findings.sarif");
        String console = output(
                jdk,
                1,
                "check",
                "--stats",
                "--format",
                "console",
                "--format",
                "sarif",
                "--output",
                sarif.toString(),
                "--sources",
                fixtures,
                fixtures);
        return console + Files.readString(sarif);
    }

    private String output(int status, String... arguments) throws IOException, InterruptedException {
        return output(InstalledJdk.running(), status, arguments);
    }

    private String output(InstalledJdk jdk, int status, String... arguments) throws IOException, InterruptedException {
        Path output = temp.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(jdk.tool("java")));
        command.addAll(flags);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int actual = process.waitFor();
        String text = Files.readString(output);
        assertThat(actual).as(text).isEqualTo(status);
        return text;
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    /** Every byte a character, so that class files can be searched as well. */
    private static String text(JarFile jar, String name) throws IOException {
        try (InputStream in = jar.getInputStream(requireNonNull(jar.getEntry(name), name))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
