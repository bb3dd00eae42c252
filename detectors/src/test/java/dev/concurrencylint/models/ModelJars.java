package dev.concurrencylint.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jars of the libraries that have models, which the build has put in one folder: without what they need themselves. */
public final class ModelJars {
    private static final Path FOLDER = Path.of(System.getProperty("model.jars", "target/model-jars"));

    private ModelJars() {}

    /** One version of each library, sorted. */
    public static List<Path> all() throws IOException {
        return in(FOLDER);
    }

    /** Older versions of some, for what they had and the newer ones have not; sorted. */
    public static List<Path> older() throws IOException {
        return in(FOLDER.resolve("older"));
    }

    /** Newer versions of some, for what they have and the others have not; sorted. */
    public static List<Path> newer() throws IOException {
        return in(FOLDER.resolve("newer"));
    }

    /** The jar of a published project. */
    public static Path published(String artifact) throws IOException {
        return published(artifact, false);
    }

    /** The jar of a published project's sources. */
    public static Path sources(String artifact) throws IOException {
        return published(artifact, true);
    }

    private static Path published(String artifact, boolean isSources) throws IOException {
        return in(FOLDER.resolve("published")).stream()
                .filter(file -> String.valueOf(file.getFileName()).startsWith(artifact + "-"))
                .filter(file -> file.toString().endsWith("-sources.jar") == isSources)
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
