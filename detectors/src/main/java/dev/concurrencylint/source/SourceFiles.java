package dev.concurrencylint.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The source files below some directories that hold packages. For any number of threads. */
public final class SourceFiles {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final List<Path> roots;
    private final Map<String, Optional<Path>> files = new ConcurrentHashMap<>();

    /** @param roots the first that has a file wins */
    public SourceFiles(List<Path> roots) {
        this.roots = roots.stream().map(SourceFiles::normal).toList();
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** The directories, absolute. */
    public List<Path> roots() {
        return roots;
    }

    /** The file of that path below a root, with slashes, as a place or a class names it. */
    public Optional<Path> find(String sourcePath) {
        return files.computeIfAbsent(sourcePath, this::look);
    }

    /** The path below a root at which a class is usually declared, by its binary name with dots. */
    static String usualPath(String className) {
        int dollar = className.indexOf('$', className.lastIndexOf('.') + 2);
        return (dollar < 0 ? className : className.substring(0, dollar)).replace('.', '/') + ".java";
    }

    private Optional<Path> look(String sourcePath) {
        for (Path root : roots) {
            try {
                Path file = root.resolve(sourcePath).normalize();
                // A class file may claim any name for its source, even one that leads out of the root.
                if (file.startsWith(root) && Files.isRegularFile(file) && Files.isReadable(file)) {
                    return Optional.of(file);
                }
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * The file's text. A mark of the byte order at its start is a blank, so that columns are those of editors that show none or one.
     *
     * @throws UncheckedIOException if it can't be read
     */
    public static String text(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? " " + text.substring(1) : text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
