package dev.concurrencylint.specification;

import dev.concurrencylint.models.ModelJars;
import dev.concurrencylint.rules.Confidence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of a labelled program.
 *
 * @param path below the folder of the fixtures: {@code locks/LockNotReleasedLoud.java}
 * @param lines of its text
 */
public record LabelledSource(String path, List<String> lines, List<Label> labels) {
    /** The folder of the fixtures on the class path. */
    static final String FOLDER = "dev/concurrencylint/fixtures";

    private static final String NEWER = "dev/concurrencylint/newer";

    private static final List<String> LIBRARIES = List.of("netty-", "reactive-streams-", "reactor-core-", "vertx-");

    public LabelledSource {
        lines = List.copyOf(lines);
        labels = List.copyOf(labels);
    }

    /** A finding as the labels see it. */
    record Reported(int line, String rule, Confidence confidence, String message) {}

    static LabelledSource of(String path, String text) {
        List<String> lines = text.lines().toList();
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            labels.addAll(Label.of(i + 1, lines.get(i)));
        }
        return new LabelledSource(path, lines, labels);
    }

    /** Where the fixtures are: what the engine is given. */
    public static Root root() {
        return Root.holding(FOLDER + "/package-info.java");
    }

    /** The jars of the libraries that they are written with. */
    public static List<Path> libraries() throws IOException {
        return ModelJars.all().stream()
                .filter(jar -> LIBRARIES.stream()
                        .anyMatch(name -> jar.getFileName().toString().startsWith(name)))
                .toList();
    }

    /** All labelled programs, sorted by path. */
    public static List<LabelledSource> all() {
        SortedMap<String, String> texts = root().texts(FOLDER, ".java");
        return texts.entrySet().stream()
                .filter(entry -> !entry.getKey().endsWith("package-info.java"))
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Those that need a newer release of Java than the build, which a test compiles; sorted by path. */
    static List<LabelledSource> ofNewerJava() {
        return Root.holding(NEWER + "/async/AsyncPinsCarrierLoud.java").texts(NEWER, ".java").entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** How the report on this file differs from its labels, a sentence each. */
    List<String> differences(List<Reported> reported) {
        List<Reported> unexplained = new ArrayList<>(reported);
        List<String> differences = new ArrayList<>();
        for (Label label : labels) {
            List<Reported> here = unexplained.stream()
                    .filter(each -> each.line() == label.line()
                            && each.rule().equals(label.rule())
                            && label.isAbout(each.confidence()))
                    .toList();
            here.stream().findFirst().ifPresent(unexplained::remove);
            Stream.of(judge(label, here)).filter(text -> !text.isEmpty()).forEach(differences::add);
        }
        for (Reported each : unexplained) {
            if (each.confidence() == Confidence.LOW) {
                continue;
            }
            differences.add(
                    at("unexpected", each.line(), each.rule(), each.confidence()) + "\n        " + each.message());
        }
        return differences;
    }

    private String judge(Label label, List<Reported> here) {
        boolean found = !here.isEmpty();
        return switch (label.kind()) {
            case EXPECT -> {
                if (!found) {
                    yield at(
                            "missing",
                            label.line(),
                            label.rule(),
                            label.confidence().orElse(null));
                }
                Confidence got = here.get(0).confidence();
                yield label.confidence().filter(wanted -> wanted != got).isEmpty()
                        ? ""
                        : at("other confidence", label.line(), label.rule(), got);
            }
            case MISS -> found ? at("found at last, make it an expect", label.line(), label.rule(), null) : "";
            case FALSE -> found ? "" : at("false alarm gone, remove the label", label.line(), label.rule(), null);
        };
    }

    private String at(String what, int line, String rule, @Nullable Confidence confidence) {
        String sure = confidence == null ? "" : " (" + confidence.name().toLowerCase(Locale.ROOT) + ")";
        String text = line >= 1 && line <= lines.size() ? lines.get(line - 1).strip() : "";
        return what + ": " + rule + sure + " at " + path + ":" + line + "\n        " + text;
    }

    /** The path, as the test's name. */
    @Override
    public String toString() {
        return path;
    }
}
