package dev.concurrencylint.bytecode;

import dev.concurrencylint.program.ClassFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar, a directory of classes or a single class file, as a list of class files by entry name. Of a multi-release jar it shows the
 * entries that a JVM of the given release would load.
 */
final class ClassContainer implements Closeable {
    private static final String VERSIONS = "META-INF/versions/";
    private static final String SUFFIX = ".class";

    /** Bytes. The largest class files that compilers make have a few megabytes; a jar of a few kilobytes may claim any size. */
    private static final int LARGEST = 32_000_000;

    private final Map<String, ClassFile> files;
    private final Closeable resource;

    private ClassContainer(Map<String, ClassFile> files, Closeable resource) {
        this.files = files;
        this.resource = resource;
    }

    /** @throws IOException if it can't be read as a whole; the message says why */
    static ClassContainer open(Path path, int release) throws IOException {
        if (Files.isDirectory(path)) {
            return new ClassContainer(directory(path, release), () -> {});
        }
        if (path.toString().endsWith(SUFFIX)) {
            return new ClassContainer(Map.of(path.getFileName().toString(), file(path)), () -> {});
        }
        return jar(path, release);
    }

    private static ClassContainer jar(Path path, int release) throws IOException {
        JarFile jar = new JarFile(path.toFile(), false);
        try {
            int newest = jar.isMultiRelease() ? release : 0;
            Map<String, ClassFile> files = new LinkedHashMap<>();
            Map<String, Integer> versions = new LinkedHashMap<>();
            for (ZipEntry entry : Collections.list(jar.entries())) {
                add(files, versions, entry.getName(), file(path, jar, entry), newest);
            }
            return new ClassContainer(files, jar);
        } catch (RuntimeException e) { // names that are no text, a manifest that is none
            jar.close();
            throw new IOException("its directory is damaged", e);
        }
    }

    private static Map<String, ClassFile> directory(Path root, int release) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(root)) {
            walk.filter(path -> path.toString().endsWith(SUFFIX) && !Files.isDirectory(path))
                    .sorted()
                    .forEach(found::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Map<String, ClassFile> files = new LinkedHashMap<>();
        Map<String, Integer> versions = new LinkedHashMap<>();
        for (Path path : found) {
            String name = root.relativize(path)
                    .toString()
                    .replace(path.getFileSystem().getSeparator(), "/");
            add(files, versions, name, file(path), release);
        }
        return files;
    }

    static ClassFile file(Path path, ZipFile zip, ZipEntry entry) {
        return new ClassFile() {
            @Override
            public String place() {
                return path + "!/" + entry.getName();
            }

            @Override
            public byte[] read() throws IOException {
                try (var in = zip.getInputStream(entry)) {
                    if (in == null) {
                        throw new IOException("the entry is gone");
                    }
                    return bounded(in);
                }
            }
        };
    }

    static ClassFile file(Path path) {
        return new ClassFile() {
            @Override
            public String place() {
                return path.toString();
            }

            @Override
            public byte[] read() throws IOException {
                try (var in = Files.newInputStream(path)) {
                    return bounded(in);
                }
            }
        };
    }

    private static byte[] bounded(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new IOException("it has more than " + LARGEST / 1_000_000 + " MB");
        }
        return bytes;
    }

    private static void add(
            Map<String, ClassFile> files, Map<String, Integer> versions, String name, ClassFile file, int release) {
        if (!name.endsWith(SUFFIX)) {
            return;
        }
        String entry = name;
        int version = 0;
        if (name.startsWith(VERSIONS)) {
            int slash = name.indexOf('/', VERSIONS.length());
            version = slash < 0 ? -1 : number(name.substring(VERSIONS.length(), slash));
            if (version < 9 || version > release) {
                return;
            }
            entry = name.substring(slash + 1);
        }
        if (versions.getOrDefault(entry, -1) < version) {
            versions.put(entry, version);
            files.put(entry, file);
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Sorted by entry name. */
    List<Map.Entry<String, ClassFile>> files() {
        return files.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    }

    @Override
    public void close() throws IOException {
        resource.close();
    }
}
