package dev.concurrencylint.bytecode;

import dev.concurrencylint.program.ClassFile;
import dev.concurrencylint.program.ClassFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The class files at paths that a user names. */
final class PathClassFiles implements ClassFiles {
    private static final String MODULE = "module-info.class";

    private final List<ClassContainer> containers = new ArrayList<>();
    private final List<ClassFile> analysed = new ArrayList<>();
    private final ClassPath classPath;

    private PathClassFiles(ClassPath classPath) {
        this.classPath = classPath;
    }

    /**
     * Opens the paths; those of the class path later.
     *
     * @param paths jars, directories or class files
     * @param release picks the entries of multi-release jars
     * @throws UnreadableInputException if a path can't be read as a whole
     */
    static PathClassFiles open(List<Path> paths, List<Path> classPath, int release) throws UnreadableInputException {
        PathClassFiles files = new PathClassFiles(new ClassPath(classPath, release));
        for (Path path : paths) {
            try {
                files.add(ClassContainer.open(path, release));
            } catch (IOException e) {
                UnreadableInputException unreadable = new UnreadableInputException(path, e);
                try {
                    files.close();
                } catch (IOException closing) {
                    unreadable.addSuppressed(closing);
                }
                throw unreadable;
            }
        }
        return files;
    }

    private void add(ClassContainer container) {
        containers.add(container);
        for (Map.Entry<String, ClassFile> entry : container.files()) {
            if (!entry.getKey().equals(MODULE) && !entry.getKey().endsWith("/" + MODULE)) {
                analysed.add(entry.getValue());
            }
        }
    }

    @Override
    public List<ClassFile> analysed() {
        return List.copyOf(analysed);
    }

    @Override
    public void open() {
        classPath.open();
    }

    @Override
    public List<ClassFile> neighbours(Set<String> packages, int analysed) {
        return classPath.holding(packages, analysed);
    }

    @Override
    public @Nullable ClassFile find(String name) {
        return classPath.find(name);
    }

    @Override
    public void close() throws IOException {
        for (ClassContainer container : containers) {
            container.close();
        }
        classPath.close();
    }
}
