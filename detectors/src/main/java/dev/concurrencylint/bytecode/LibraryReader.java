package dev.concurrencylint.bytecode;

import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.Library;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The class path and, behind it, the running JDK's own classes. Not for several threads at a time. */
final class LibraryReader implements Library, Closeable {
    private final List<Path> paths;
    private final Runtime.Version version;
    private final Indexer indexer;
    private final List<Place> places = new ArrayList<>();

    LibraryReader(List<Path> paths, int release, Indexer indexer) {
        this.paths = paths;
        this.version = Runtime.Version.parse(String.valueOf(Math.max(9, release)));
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
            return indexer.index(file.read(), new ClassCode(indexer, file, reason -> {}), false);
        } catch (IOException | RuntimeException e) {
            return null; // unreadable is missing: the class path is not what is reported on
        }
    }

    /** Opens the containers, unless they are. */
    void open() {
        for (int i = places.size(); i < paths.size(); i++) {
            places.add(Place.of(paths.get(i), version));
        }
    }

    @Nullable
    ClassFile file(String name) {
        if (!Descriptors.isClass(name)) {
            return null; // as a path it might lead anywhere
        }
        if (name.startsWith("java/")) {
            return platform(name);
        }
        String entry = name + ".class";
        open();
        for (Place place : places) {
            ClassFile file = place.find(entry);
            if (file != null) {
                return file;
            }
        }
        return platform(name);
    }

    /** One entry of the class path, asked by name: nothing is listed. */
    private interface Place extends Closeable {
        @Nullable
        ClassFile find(String entry);

        /** A missing or broken jar on the class path only makes the tool quieter. */
        static Place of(Path path, Runtime.Version version) {
            if (Files.isDirectory(path)) {
                return new Folder(path);
            }
            try {
                return new Jar(path, new JarFile(path.toFile(), false, ZipFile.OPEN_READ, version));
            } catch (IOException e) {
                return new Folder(path);
            }
        }
    }

    private record Folder(Path root) implements Place {
        @Override
        public @Nullable ClassFile find(String entry) {
            try {
                Path file = root.resolve(entry);
                return Files.isRegularFile(file) ? ClassContainer.file(file) : null;
            } catch (InvalidPathException e) {
                return null; // no file system holds every name that a class file may
            }
        }

        @Override
        public void close() {}
    }

    private record Jar(Path path, JarFile jar) implements Place {
        @Override
        public @Nullable ClassFile find(String name) {
            JarEntry entry = jar.getJarEntry(name);
            return entry == null ? null : ClassContainer.file(path, jar, entry);
        }

        @Override
        public void close() throws IOException {
            jar.close();
        }
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
        for (Place place : places) {
            place.close();
        }
    }
}
