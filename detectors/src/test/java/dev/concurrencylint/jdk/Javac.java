package dev.concurrencylint.jdk;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The compiler of the JDK that runs. */
public final class Javac {
    private Javac() {}

    /**
     * Compiles as builds do, with line numbers and names of variables, and with nothing on the class path.
     *
     * @param sources texts by their paths below a source root
     * @param folder gets the folders {@code src} and {@code classes}
     * @return the folder of the classes
     * @throws IllegalArgumentException if one does not compile
     */
    public static Path compile(Map<String, String> sources, Path folder) throws IOException {
        return compile(sources, folder, List.of());
    }

    /** The same with jars on the class path. */
    public static Path compile(Map<String, String> sources, Path folder, List<Path> classPath) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve("src").resolve(source.getKey());
            Files.createDirectories(file.resolveSibling(""));
            files.add(Files.writeString(file, source.getValue()));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter log = new StringWriter();
        String jars = classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> options = List.of(
                "--release", "17", "-g", "-proc:none", "-nowarn", "-parameters", "-cp", jars, "-d", classes.toString());
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            if (!compiler.getTask(log, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call()) {
                throw new IllegalArgumentException(log.toString());
            }
        }
        return classes;
    }
}
