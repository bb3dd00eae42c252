package dev.concurrencylint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.jdk.Javac;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FixCommandTest {
    private static final String SOURCE = """
            class Store {
                private int items;

                synchronized void take() throws InterruptedException {
                    if (items == 0) {
                        wait();
                    }
                    items--;
                }

                synchronized void put() {
                    items++;
                    notifyAll();
                }
            }""";

    @TempDir
    private Path folder;

    private Path sources;
    private Path classes;
    private Path file;

    @BeforeEach
    void compile() throws IOException {
        classes = Javac.compile(Map.of("Store.java", SOURCE), folder);
        sources = folder.resolve("src");
        file = sources.resolve("Store.java");
    }

    @Test
    void changesAreToldAsAPatch() throws IOException {
        CommandLineRun run = CommandLineRun.of("fix", "--sources", sources, classes);

        assertThat(run.status()).isZero();
        assertThat(run.out()).endsWith("""
                @@ -2,7 +2,7 @@
                     private int items;

                     synchronized void take() throws InterruptedException {
                -        if (items == 0) {
                +        while (items == 0) {
                             wait();
                         }
                         items--;
                """.replace("\n\n", "\n \n"));
        assertThat(run.err()).isEqualTo("concurrency-lint: 1 repair in 1 file" + System.lineSeparator());
        assertThat(Files.readString(file)).isEqualTo(SOURCE);
    }

    @Test
    void whatGitCouldNotGiveBackIsLeft() throws Exception {
        assertThat(CommandLineRun.of("fix", "--apply", "--sources", sources, classes)
                        .err())
                .contains("Store.java is left as it is: it is in no work tree of git");

        git("init", "-q");
        assertThat(CommandLineRun.of("fix", "--apply", "--sources", sources, classes)
                        .err())
                .contains("Store.java is left as it is: it has uncommitted changes", "0 repairs in 0 files");
        assertThat(Files.readString(file)).isEqualTo(SOURCE);

        git("add", ".");
        git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "all");
        CommandLineRun run = CommandLineRun.of("fix", "--apply", "--sources", sources, classes);

        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("1 repair in 1 file written");
        assertThat(Files.readString(file)).isEqualTo(SOURCE.replace("if (", "while ("));
    }

    @Test
    void itIsWrittenAllTheSameIfThatIsSaid() throws IOException {
        CommandLineRun run = CommandLineRun.of("fix", "--apply", "--uncommitted", "--sources", sources, classes);

        assertThat(run.status()).isZero();
        assertThat(Files.readString(file)).isEqualTo(SOURCE.replace("if (", "while ("));
        Javac.compile(Map.of("Store.java", Files.readString(file)), folder);
        assertThat(CommandLineRun.of("fix", "--sources", sources, classes).out())
                .isEmpty();
    }

    @Test
    void aFileInAnotherEncodingIsLeft() throws IOException {
        byte[] text = ("// caf\u00E9\n" + SOURCE).getBytes(StandardCharsets.ISO_8859_1);
        classes = Javac.compile(Map.of("Store.java", "// cafe\n" + SOURCE), folder);
        Files.write(file, text);

        CommandLineRun run = CommandLineRun.of("fix", "--apply", "--uncommitted", "--sources", sources, classes);

        assertThat(run.err()).contains("Store.java is left as it is: it is not in UTF-8");
        assertThat(Files.readAllBytes(file)).isEqualTo(text);
    }

    /** Git has the link, and not what it leads to. */
    @Test
    void whatALinkLeadsToIsLeft() throws Exception {
        Path target = folder.resolve("Target.java");
        Files.move(file, target);
        Files.createSymbolicLink(file, target);
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "all");

        CommandLineRun run = CommandLineRun.of("fix", "--apply", "--sources", sources, classes);

        assertThat(run.err()).contains("Store.java is left as it is: it is in no work tree of git");
        assertThat(Files.readString(target)).isEqualTo(SOURCE);
    }

    @Test
    void whatTheClassWasNotCompiledFromIsLeft() throws IOException {
        Files.writeString(file, "/* 1\n2\n3\n4\n5\n6 */ " + SOURCE);

        CommandLineRun run = CommandLineRun.of("fix", "--sources", sources, classes);

        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("0 repairs in 0 files");
    }

    @Test
    void aLoneReturnIsNoEndOfALineToOthers() throws IOException {
        Files.writeString(file, SOURCE.replace("private int", "private\rint"));

        assertThat(CommandLineRun.of("fix", "--sources", sources, classes).out())
                .isEmpty();
    }

    @Test
    void withoutSourcesThereIsNothingToRepair() {
        CommandLineRun run = CommandLineRun.of("fix", classes);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("there is nothing to repair without sources: --sources DIR");
    }

    private void git(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        assertThat(new ProcessBuilder(command)
                        .directory(sources.toFile())
                        .start()
                        .waitFor())
                .isZero();
    }
}
