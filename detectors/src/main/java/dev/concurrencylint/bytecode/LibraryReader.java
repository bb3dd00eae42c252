package dev.concurrencylint.bytecode;

import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.Library;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The class path and, behind it, the running JDK's own classes. Containers are opened when the search first comes to them. */
final class LibraryReader implements Library, Closeable {
    private final List<Path> paths;
    private final int release;
    private final Indexer indexer;
    private final List<ClassContainer> open = new ArrayList<>();
    private final Map<String, ClassFile> files = new HashMap<>();
    private int next;

    LibraryReader(List<Path> paths, int release, Indexer indexer) {
        this.paths = paths;
        this.release = release;
        this.indexer = indexer;
    }

    /** Names of the form {@code java/…} and {@code javax/…} are looked up in the JDK first, as a JVM does. */
    @Override
    public @Nullable ClassInfo find(String name) {
        ClassFile file = file(name);
        if (file == null) {
            return null;
        }
        try {
            return indexer.index(file.read(), false);
        } catch (IOException | RuntimeException e) {
            return null; // unreadable is missing: the class path is not what is reported on
        }
    }

    @Nullable
    ClassFile file(String name) {
        if (name.startsWith("java/")) {
            return platform(name);
        }
        ClassFile known = files.get(name + ".class");
        while (known == null && next < paths.size()) {
            try {
                ClassContainer container = ClassContainer.open(paths.get(next++), release);
                open.add(container);
                container.files().forEach(files::putIfAbsent);
            } catch (IOException e) {
                continue; // a missing or broken jar on the class path only makes the tool quieter
            }
            known = files.get(name + ".class");
        }
        return known == null ? platform(name) : known;
    }

    private static @Nullable ClassFile platform(String name) {
        String resource = name + ".class";
        ClassLoader loader = ClassLoader.getPlatformClassLoader();
        if (loader.getResource(resource) == null) {
            return null;
        }
        return new ClassFile() {
            @Override
            public String place() {
                return "jrt:/" + resource;
            }

            @Override
            public byte[] read() throws IOException {
                try (InputStream in = loader.getResourceAsStream(resource)) {
                    if (in == null) {
                        throw new IOException("no " + resource);
                    }
                    return in.readAllBytes();
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        for (ClassContainer container : open) {
            container.close();
        }
    }
}
