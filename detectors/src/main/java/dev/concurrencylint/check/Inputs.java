package dev.concurrencylint.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of users that a run reads, and so must not write over.
 *
 * @param files each with the words for what it is
 * @param trees directories of classes and of sources
 */
record Inputs(Map<Path, String> files, List<Path> trees) {
    private static final String READ = "it is read by the analysis";

    static Inputs of(CheckRequest request) {
        Map<Path, String> files = new LinkedHashMap<>();
        List<Path> trees = new ArrayList<>(request.analysis().paths());
        trees.addAll(request.analysis().classpath());
        trees.forEach(path -> files.put(path, READ));
        request.analysis().models().forEach(path -> files.put(path, "it is a file of models"));
        request.settings().file().ifPresent(path -> files.put(path, "it is the configuration"));
        request.settings().baseline().ifPresent(path -> files.put(path, "it is the baseline"));
        trees.addAll(request.sources());
        return new Inputs(files, trees);
    }

    /** All but that file. */
    Inputs without(Path file) {
        Map<Path, String> others = new LinkedHashMap<>(files);
        others.remove(file);
        return new Inputs(others, trees);
    }

    /** Why the file may not be written over, whatever name it goes by; empty if it may. */
    Optional<String> objection(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        for (Map.Entry<Path, String> input : files.entrySet()) {
            if (Files.exists(input.getKey()) && Files.isSameFile(file, input.getKey())) {
                return Optional.of(input.getValue());
            }
        }
        Path real = file.toRealPath();
        String name = String.valueOf(real.getFileName());
        if (!name.endsWith(".class") && !name.endsWith(".java")) {
            return Optional.empty();
        }
        for (Path tree : trees) {
            if (Files.isDirectory(tree) && real.startsWith(tree.toRealPath())) {
                return Optional.of(
                        name.endsWith(".java") ? "it is a source file in " + tree : "it is a class in " + tree);
            }
        }
        return Optional.empty();
    }
}
