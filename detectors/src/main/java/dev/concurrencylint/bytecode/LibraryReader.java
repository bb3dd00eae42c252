package dev.concurrencylint.bytecode;

import dev.concurrencylint.program.ClassFile;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.Library;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The class path and, behind it, the running JDK's own classes. Not for several threads at a time. */
final class LibraryReader implements Library {
    /** Those of the modules that are there, with slashes. */
    private static final Set<String> PACKAGES = ModuleLayer.boot().modules().stream()
            .flatMap(module -> module.getPackages().stream())
            .map(name -> name.replace('.', '/'))
            .collect(Collectors.toUnmodifiableSet());

    private final Function<String, @Nullable ClassFile> classPath;
    private final Indexer indexer;

    /** @param classPath from internal names to class files, null where there is none */
    LibraryReader(Function<String, @Nullable ClassFile> classPath, Indexer indexer) {
        this.classPath = classPath;
        this.indexer = indexer;
    }

    /** Names of the form {@code java/…} are looked up in the JDK only, as a JVM does. */
    @Override
    public @Nullable ClassInfo find(String name) {
        ClassFile file = file(name);
        if (file == null) {
            return null;
        }
        try {
            return indexer.index(file.read(), new ClassCode(indexer, file, reason -> {}), Standing.LIBRARY);
        } catch (IOException | RuntimeException e) {
            return null; // unreadable is missing: the class path is not what is reported on
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
        ClassFile file = classPath.apply(name);
        return file == null ? platform(name) : file;
    }

    private static @Nullable ClassFile platform(String name) {
        int slash = name.lastIndexOf('/');
        if (slash < 0 || !PACKAGES.contains(name.substring(0, slash))) {
            return null; // to look for a resource takes much longer
        }
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
}
