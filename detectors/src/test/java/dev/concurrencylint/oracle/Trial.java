package dev.concurrencylint.oracle;

import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.engine.InputException;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.rules.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Compiles samples, has the engine analyse all of them at once, and compares. */
final class Trial {
    private final Path folder;

    /** @param folder takes a jar */
    Trial(Path folder) {
        this.folder = folder;
    }

    /**
     * What came out for one sample.
     *
     * @param verdict null where the sample has too many paths
     */
    record Outcome(JavaText.Printed printed, Comparison.@Nullable Verdict verdict) {}

    /** One outcome a sample, in their order. Names have to differ. */
    List<Outcome> judge(List<Sample> samples, Origin origin) {
        List<JavaText.Printed> printed = samples.stream().map(JavaText::print).toList();
        Map<String, List<Reported>> reported = analyse(origin.compile(printed));
        List<Outcome> outcomes = new ArrayList<>();
        for (JavaText.Printed one : printed) {
            outcomes.add(new Outcome(
                    one,
                    compare(one.sample(), reported.getOrDefault(one.sample().name(), List.of()))));
        }
        return outcomes;
    }

    private static Comparison.@Nullable Verdict compare(Sample sample, List<Reported> reported) {
        try {
            return Comparison.of(sample, reported);
        } catch (Interpreter.TooManyPaths e) {
            return null;
        }
    }

    private Map<String, List<Reported>> analyse(SortedMap<String, byte[]> classes) {
        Path jar = folder.resolve("samples.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.setLevel(0);
            for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey() + ".class"));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            RunResult result = Engine.analyse(new AnalysisRequest(List.of(jar), List.of(), 17, 2));
            if (!result.problems().isEmpty()) {
                throw new IllegalStateException(result.problems().toString());
            }
            Map<String, List<Reported>> reported = new HashMap<>();
            for (Finding finding : result.findings()) {
                String type = finding.place().source().className();
                reported.computeIfAbsent(
                                Support.owner(type.substring(type.lastIndexOf('.') + 1)), k -> new ArrayList<>())
                        .add(Reported.of(finding));
            }
            return reported;
        } catch (InputException e) {
            throw new IllegalStateException(e);
        }
    }
}
