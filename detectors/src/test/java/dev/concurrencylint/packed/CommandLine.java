package dev.concurrencylint.packed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.jdk.InstalledJdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packed jar, run. */
final class CommandLine {
    static final Path JAR = Path.of(requireNonNull(System.getProperty("packed.jar")));

    private CommandLine() {}

    /** What a check with all confidences finds. */
    static List<Told> check(Path folder, Path... paths) throws IOException, InterruptedException {
        Path sarif = folder.resolve("command-line.sarif");
        List<String> command = new ArrayList<>(List.of(
                InstalledJdk.running().tool("java"),
                "-jar",
                JAR.toString(),
                "check",
                "--confidence=low",
                "--fail-on=never",
                "--format=sarif",
                "--output=" + sarif));
        for (Path path : paths) {
            command.add(path.toString());
        }
        Path log = folder.resolve("command-line.log");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(status).as(Files.readString(log)).isZero();
        return Told.ofSarif(sarif);
    }
}
