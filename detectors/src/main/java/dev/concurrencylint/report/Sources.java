package dev.concurrencylint.report;

import dev.concurrencylint.rules.Place;
import dev.concurrencylint.source.SourceFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** The source files that reports name and quote. Reads each file once; not for several threads at once. */
public final class Sources {
    private final SourceFiles files;
    private final Path project;
    private final Map<Path, SourceText> texts = new HashMap<>();

    /**
     * Sources below the roots.
     *
     * @param roots directories that hold packages; the first that has a file wins
     * @param project the directory that paths in reports are relative to
     */
    public Sources(List<Path> roots, Path project) {
        this.files = new SourceFiles(roots);
        this.project = normal(project);
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** The project's directory as a URI that ends in a slash. */
    URI projectUri() {
        URI uri = project.toUri();
        return uri.toString().endsWith("/") ? uri : URI.create(uri + "/");
    }

    /**
     * The path that names the place's file, with slashes: relative to the project where the source was found below it, else the
     * package's path and the file's name.
     */
    public String path(Place place) {
        return path(place.sourcePath());
    }

    /** The same for the file of that path below a source root. */
    String path(String sourcePath) {
        Optional<Path> file = file(sourcePath);
        if (file.isEmpty() || !file.get().startsWith(project)) {
            return sourcePath;
        }
        return relative(project, file.get());
    }

    /** The same as seen from another directory: relative to it where the source was found below it or the project. */
    public String path(Place place, Path directory) {
        Path from = normal(directory);
        Optional<Path> file = file(place.sourcePath())
                .filter(found -> found.startsWith(from) || found.startsWith(project))
                .filter(found -> Objects.equals(found.getRoot(), from.getRoot()));
        return file.map(found -> relative(from, found)).orElse(place.sourcePath());
    }

    /** The paths of all files below the roots, as seen from the directory, or else from the project. */
    public Stream<String> paths(Optional<Path> directory) {
        Path from = directory.map(Sources::normal).orElse(project);
        return files.roots().stream()
                .filter(root -> Objects.equals(root.getRoot(), from.getRoot()))
                .flatMap(root -> files(root).stream())
                .map(file -> relative(from, file));
    }

    private static List<Path> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // what can't be listed is named by nobody
        }
    }

    /** The path of a file, with slashes: relative to the project where it is below it, else its name. */
    public String path(Path file) {
        Path whole = normal(file);
        return whole.startsWith(project) ? relative(project, whole) : String.valueOf(whole.getFileName());
    }

    private static String relative(Path from, Path file) {
        StringJoiner path = new StringJoiner("/");
        for (Path element : from.relativize(file)) {
            path.add(element.toString());
        }
        return path.toString();
    }

    /** The text of the place's file, where it was found. */
    Optional<SourceText> text(Place place) {
        return file(place.sourcePath())
                .map(file -> texts.computeIfAbsent(file, one -> new SourceText(SourceFiles.text(one))));
    }

    /** The files themselves. */
    public SourceFiles files() {
        return files;
    }

    private Optional<Path> file(String sourcePath) {
        return files.find(sourcePath);
    }
}
