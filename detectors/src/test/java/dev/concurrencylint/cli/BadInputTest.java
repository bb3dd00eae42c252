package dev.concurrencylint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the contract of the command line says of input that is missing, broken or broken in part. */
final class BadInputTest {
    private static final String LEAK = """
            package shop;

            class Leak {
                private final java.util.concurrent.locks.Lock lock = new java.util.concurrent.locks.ReentrantLock();
                int sum;

                void add(int n) {
                    lock.lock();
                    if (n < 0) {
                        return;
                    }
                    sum += n;
                    lock.unlock();
                }
            }
            """;

    @TempDir
    private Path folder;

    private Path sources;
    private Path classes;

    @BeforeEach
    void compile() throws IOException {
        sources = Files.createDirectories(folder.resolve("src"));
        classes = Files.createDirectories(folder.resolve("classes"));
        Path file = Files.createDirectories(sources.resolve("shop")).resolve("Leak.java");
        Files.writeString(file, LEAK);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int status = compiler.run(null, null, null, "-g", "-d", classes.toString(), file.toString());
        assertThat(status).isZero();
    }

    @Test
    void findingsMakeTheStatusOneUnlessNothingIsToFail() {
        CommandLineRun run = CommandLineRun.of("check", "--sources", sources, classes);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("error[LOCK_NOT_RELEASED]: ", ":8  shop.Leak.add  (high confidence)\n")
                .contains(" 8 |         lock.lock();\n   |         ^^^^^^^^^^^\n")
                .contains("1 finding (1 error; 1 high confidence) in 1 class and 2 methods\n");
        assertThat(CommandLineRun.of("check", "--fail-on", "never", classes).status())
                .isZero();
    }

    @Test
    void whatIsStaleIsNamedWhateverTheReports() throws IOException {
        Path baseline = Files.writeString(
                folder.resolve("accepted.txt"),
                "# concurrency-lint baseline 1\nshop.Leak.gone()V LOCK_NOT_RELEASED 00112233445566778899aabbccddeeff 1\n");
        String stale = """
                accepted.txt accepts 1 finding that is not found any more; what is fixed can go from it:
                  shop.Leak.gone()V LOCK_NOT_RELEASED 00112233445566778899aabbccddeeff
                """;

        CommandLineRun sarif = CommandLineRun.of(
                "check", "--fail-on", "never", "--fail-on-stale", "--baseline", baseline, "--format", "sarif", classes);
        CommandLineRun console =
                CommandLineRun.of("check", "--fail-on", "never", "--fail-on-stale", "--baseline", baseline, classes);

        assertThat(sarif.status()).isEqualTo(1);
        assertThat(sarif.err()).isEqualTo("concurrency-lint: " + stale);
        assertThat(console.status()).isEqualTo(1);
        assertThat(console.out()).contains(stale);
        assertThat(console.err()).isEmpty();
    }

    @Test
    void theOutputDoesNotDependOnTheNumberOfThreads() {
        CommandLineRun one = CommandLineRun.of("check", "--threads", 1, "--format", "sarif", classes);
        CommandLineRun four = CommandLineRun.of("check", "--threads", 4, "--format", "sarif", classes);

        assertThat(one.out()).contains("\"ruleId\": \"LOCK_NOT_RELEASED\"");
        assertThat(four).isEqualTo(one);
    }

    @Test
    void aMissingPathIsNamed() {
        assertNothingAnalysed(folder.resolve("no such.jar"));
    }

    @Test
    void nothingToAnalyseIsNoCleanRun() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty/below"));
        Path jar = jar("empty.jar", Map.of("notes.txt", new byte[0]));
        Path output = folder.resolve("report.sarif");
        Path baseline = folder.resolve("accepted.txt");

        CommandLineRun check = CommandLineRun.of("check", "--format", "sarif", "--output", output, empty, jar);
        CommandLineRun accept = CommandLineRun.of("baseline", "--baseline", baseline, empty);

        assertThat(check)
                .isEqualTo(new CommandLineRun(
                        2,
                        "",
                        "concurrency-lint: there is no class in " + empty + ", " + jar + System.lineSeparator()));
        assertThat(accept.status()).isEqualTo(2);
        assertThat(output).doesNotExist();
        assertThat(baseline).doesNotExist();
        assertThat(CommandLineRun.of("check", empty, classes).status()).isEqualTo(1);
    }

    @Test
    void aTextIsNoJar() throws IOException {
        assertNothingAnalysed(Files.writeString(folder.resolve("text.jar"), "This is no jar.\n"));
    }

    @Test
    void anEmptyFileIsNoJar() throws IOException {
        assertNothingAnalysed(Files.createFile(folder.resolve("empty.jar")));
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws IOException {
        assertNothingAnalysed(Files.writeString(folder.resolve("notes.txt"), "notes"));
    }

    @Test
    void aCutJarIsRefused() throws IOException {
        Path whole = jar("whole.jar", Map.of("shop/Leak.class", leakClass()));
        byte[] bytes = Files.readAllBytes(whole);
        assertThat(CommandLineRun.of("check", whole).status()).isEqualTo(1);

        assertNothingAnalysed(Files.write(folder.resolve("cut.jar"), Arrays.copyOf(bytes, bytes.length / 2)));
        assertNothingAnalysed(Files.write(folder.resolve("cut late.jar"), Arrays.copyOf(bytes, bytes.length - 10)));
    }

    @Test
    void brokenClassesAmongGoodOnesAreNamedAndTheOthersFindingsStay() throws IOException {
        JsonArray before = results(CommandLineRun.of("check", "--format", "sarif", classes));
        breakClasses();

        CommandLineRun run = CommandLineRun.of("check", "--format", "sarif", classes);
        CommandLineRun console = CommandLineRun.of("check", classes);

        assertThat(run.status()).isEqualTo(3);
        assertThat(before).hasSize(1);
        assertThat(results(run)).isEqualTo(before);
        for (String name : new String[] {"Cut.class", "Empty.class", "Text.class"}) {
            assertThat(run.out()).contains(name);
            assertThat(console.out()).containsPattern("incomplete: .*" + name);
        }
    }

    @Test
    void aBrokenClassInAJarIsNamed() throws IOException {
        byte[] leak = leakClass();
        Map<String, byte[]> entries = new TreeMap<>();
        entries.put("shop/Leak.class", leak);
        entries.put("shop/Cut.class", Arrays.copyOf(leak, leak.length / 2));

        CommandLineRun run = CommandLineRun.of("check", jar("part.jar", entries));

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).contains("error[LOCK_NOT_RELEASED]").containsPattern("incomplete: .*shop/Cut.class");
    }

    @Test
    void aTraceNamesTheMethodThatIsNotThere() {
        CommandLineRun run = CommandLineRun.of("trace", "shop.Leak.subtract", classes);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("shop.Leak.subtract");
    }

    @Test
    void aTraceTellsOfItsMethod() {
        CommandLineRun run = CommandLineRun.of("trace", "shop.Leak.add", classes);

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("shop.Leak.add");
    }

    private void assertNothingAnalysed(Path path) {
        Path output = folder.resolve("report.sarif");

        CommandLineRun run = CommandLineRun.of("check", "--format", "sarif", "--output", output, classes, path);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("concurrency-lint: ")
                .contains(path.toString())
                .doesNotContain("\tat ");
        assertThat(output).doesNotExist();
    }

    private void breakClasses() throws IOException {
        byte[] leak = leakClass();
        Path shop = classes.resolve("shop");
        Files.write(shop.resolve("Cut.class"), Arrays.copyOf(leak, leak.length / 2));
        Files.write(shop.resolve("Empty.class"), new byte[0]);
        Files.writeString(shop.resolve("Text.class"), "no class");
    }

    private byte[] leakClass() throws IOException {
        return Files.readAllBytes(classes.resolve("shop/Leak.class"));
    }

    private Path jar(String name, Map<String, byte[]> entries) throws IOException {
        Path path = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(path);
                JarOutputStream jar = new JarOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        }
        return path;
    }

    private static JsonArray results(CommandLineRun run) {
        return JsonParser.parseString(run.out())
                .getAsJsonObject()
                .getAsJsonArray("runs")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("results");
    }
}
