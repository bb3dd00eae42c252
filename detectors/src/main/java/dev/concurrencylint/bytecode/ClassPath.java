package dev.concurrencylint.bytecode;

import dev.concurrencylint.program.ClassFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The jars and directories of a class path. A missing or broken one holds nothing. Not for several threads at a time. */
final class ClassPath implements Closeable {
    private static final String SUFFIX = ".class";

    private final List<Path> paths;
    private final int release;
    private final List<Place> places = new ArrayList<>();
    private final List<ClassContainer> containers = new ArrayList<>();

    /** @param release picks the entries of multi-release jars */
    ClassPath(List<Path> paths, int release) {
        this.paths = List.copyOf(paths);
        this.release = release;
    }

    /** Opens the jars, unless they are. */
    void open() {
        Runtime.Version version = Runtime.Version.parse(String.valueOf(Math.max(9, release)));
        for (int i = places.size(); i < paths.size(); i++) {
            places.add(Place.of(paths.get(i), version));
        }
    }

    /** The first class file of that internal name. */
    @Nullable
    ClassFile find(String name) {
        String entry = name + SUFFIX;
        open();
        for (Place place : places) {
            ClassFile file = place.find(entry);
            if (file != null) {
                return file;
            }
        }
        return null;
    }

    /** The class files of all containers that hold a class of one of the packages, and no fewer than that number of classes. */
    List<ClassFile> holding(Set<String> packages, int fewest) {
        open();
        List<ClassFile> files = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            if (places.get(i).mayHold(fewest) && places.get(i).holds(packages)) {
                addAll(paths.get(i), fewest, files);
            }
        }
        return files;
    }

    private void addAll(Path path, int fewest, List<ClassFile> files) {
        try {
            ClassContainer container = ClassContainer.open(path, release);
            containers.add(container);
            List<Map.Entry<String, ClassFile>> here = container.files();
            if (here.size() >= fewest) {
                here.stream().map(Map.Entry::getValue).forEach(files::add);
            }
        } catch (IOException e) {
            // It was there a moment ago. The class path is not what is reported on: the tool becomes quieter.
        }
    }

    @Override
    public void close() throws IOException {
        for (Place place : places) {
            place.close();
        }
        for (ClassContainer container : containers) {
            container.close();
        }
    }

    /** One entry of the class path. */
    private interface Place extends Closeable {
        @Nullable
        ClassFile find(String entry);

        /** Whether so many classes may stand here. */
        default boolean mayHold(int classes) {
            return true;
        }

        /** Whether a class of one of the packages stands here, those for certain Java releases aside. */
        boolean holds(Set<String> packages);

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
        public boolean holds(Set<String> packages) {
            for (String name : packages) {
                if (holds(name)) {
                    return true;
                }
            }
            return false;
        }

        private boolean holds(String packageName) {
            try {
                Path folder = root.resolve(packageName);
                if (!Files.isDirectory(folder)) {
                    return false;
                }
                try (DirectoryStream<Path> classes = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                    return classes.iterator().hasNext();
                }
            } catch (IOException | InvalidPathException e) {
                return false;
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
        public boolean mayHold(int classes) {
            return jar.size() >= classes;
        }

        /** Tools that pack jars enter either every directory or none; where they do, not all names have to be read. */
        @Override
        public boolean holds(Set<String> packages) {
            try {
                boolean first = true;
                for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                    String name = entries.nextElement().getName();
                    if (!name.endsWith(SUFFIX)) {
                        continue;
                    }
                    String folder = name.substring(0, Math.max(0, name.lastIndexOf('/')));
                    if (packages.contains(folder)) {
                        return true;
                    }
                    if (first && !packages.contains("") && hasDirectory(folder)) {
                        return packages.stream().anyMatch(this::hasDirectory) && listed(packages);
                    }
                    first = false;
                }
                return false;
            } catch (RuntimeException e) { // names that are no text
                return false;
            }
        }

        private boolean hasDirectory(String folder) {
            return !folder.isEmpty() && jar.getJarEntry(folder + "/") != null;
        }

        private boolean listed(Set<String> packages) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .anyMatch(name -> name.endsWith(SUFFIX)
                            && packages.contains(name.substring(0, Math.max(0, name.lastIndexOf('/')))));
        }

        @Override
        public void close() throws IOException {
            jar.close();
        }
    }
}
