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
record Root(Path path) {

    /** The root that holds the resource. */
    static Root holding(String resource) {
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
        try {
            if (Files.isDirectory(path)) {
                read(path.resolve(folder), ending, texts);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(path)) {
                    read(jar.getPath(folder), ending, texts);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static void read(Path folder, String ending, SortedMap<String, String> texts) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(ending)) {
                    String name = folder.relativize(file).toString().replace('\\', '/');
                    texts.put(name, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                }
            }
        }
    }
}
