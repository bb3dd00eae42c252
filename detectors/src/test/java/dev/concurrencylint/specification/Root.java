package dev.concurrencylint.specification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A root of the class path: a directory of classes, or the jar that Maven made of it. */
public record Root(Path path) {

    /** The root that holds the resource. */
    public static Root holding(String resource) {
        URL url = Root.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new IllegalStateException("not on the class path: " + resource);
        }
        try {
            if (url.openConnection() instanceof JarURLConnection jar) {
                return new Root(Path.of(jar.getJarFileURL().toURI()));
            }
            Path file = Path.of(url.toURI());
            for (int depth = Path.of(resource).getNameCount(); depth > 0; depth--) {
                file = file.resolveSibling("");
            }
            return new Root(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The files below a folder whose names end so: path below the folder, with slashes, to text. */
    SortedMap<String, String> texts(String folder, String ending) {
        SortedMap<String, String> texts = new TreeMap<>();
        files(folder, ending).forEach((name, bytes) -> texts.put(name, new String(bytes, StandardCharsets.UTF_8)));
        return texts;
    }

    /** The same as bytes. */
    public SortedMap<String, byte[]> files(String folder, String ending) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try {
            if (Files.isDirectory(path)) {
                read(path.resolve(folder), ending, files);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(path)) {
                    read(jar.getPath(folder), ending, files);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static void read(Path folder, String ending, SortedMap<String, byte[]> found) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(ending)) {
                    String name = folder.relativize(file).toString().replace('\\', '/');
                    found.put(name, Files.readAllBytes(file));
                }
            }
        }
    }
}
