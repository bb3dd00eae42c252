package dev.concurrencylint.specification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.findings.Repair;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.jdk.Javac;
import dev.concurrencylint.models.ModelJars;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.source.Ranges;
import dev.concurrencylint.source.Repairs;
import dev.concurrencylint.source.SourceFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What repairs do to published projects: the changed files compile, what was to be repaired is gone, and nothing else has come. */
final class PublishedRepairsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"h2, 10", "je, 4", "jgroups, 7"})
    void whatIsRepairedIsGoneAndNothingElseComes(String artifact, int least) throws IOException, InputException {
        Path classes = unpacked(ModelJars.published(artifact), ".class", folder.resolve("classes"));
        Path sources = unpacked(ModelJars.sources(artifact), ".java", folder.resolve("sources"));
        SourceFiles files = new SourceFiles(List.of(sources));
        List<Finding> before = findings(classes, files);
        Map<Finding, Repair> repairs = apart(before, Repairs.of(before, files));

        Map<String, String> repaired =
                Repaired.texts(repairs.values(), path -> SourceFiles.text(sources.resolve(path)));
        Path compiled = Javac.compile(repaired, folder.resolve("repaired"), List.of(classes));
        replace(classes, compiled);
        for (Map.Entry<String, String> file : repaired.entrySet()) {
            Files.writeString(sources.resolve(file.getKey()), file.getValue());
        }
        List<Finding> after = findings(classes, files);

        assertThat(repairs).hasSizeGreaterThanOrEqualTo(least);
        Repaired.assertGone(repairs.keySet(), before, after);
        assertThat(Repairs.of(after, files)).isEmpty();
    }

    private static List<Finding> findings(Path classes, SourceFiles sources) throws IOException, InputException {
        RunResult result = Engine.analyse(new AnalysisRequest(List.of(classes), List.of(), 17, 2));
        return Ranges.in(result.findings(), sources, 2);
    }

    /** The repairs that meet none before them. */
    private static Map<Finding, Repair> apart(List<Finding> findings, Map<Finding, Repair> all) {
        Map<Finding, Repair> apart = new LinkedHashMap<>();
        for (Finding finding : findings) {
            Repair repair = all.get(finding);
            if (repair != null && apart.values().stream().noneMatch(repair::meets)) {
                apart.put(finding, repair);
            }
        }
        return Collections.unmodifiableMap(apart);
    }

    private static Path unpacked(Path jar, String suffix, Path target) throws IOException {
        try (ZipFile archive = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(archive.entries())) {
                if (entry.getName().endsWith(suffix)) {
                    Path file = target.resolve(entry.getName());
                    Files.createDirectories(file.resolveSibling(""));
                    try (InputStream content = archive.getInputStream(entry)) {
                        Files.copy(content, file);
                    }
                }
            }
        }
        return target;
    }

    private static void replace(Path classes, Path compiled) throws IOException {
        try (Stream<Path> files = Files.walk(compiled)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, classes.resolve(compiled.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
