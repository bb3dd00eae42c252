package dev.concurrencylint.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;

/**
 * What a module has to check.
 *
 * @param classes directories that hold at least one class file
 * @param sources directories that exist
 */
record Inputs(List<Path> classes, List<Path> sources) {
    static Inputs of(MavenProject project, boolean tests) throws MojoExecutionException {
        List<String> roots = new ArrayList<>(project.getCompileSourceRoots());
        List<String> outputs = new ArrayList<>(List.of(project.getBuild().getOutputDirectory()));
        if (tests) {
            roots.addAll(project.getTestCompileSourceRoots());
            outputs.add(project.getBuild().getTestOutputDirectory());
        }
        List<Path> classes = new ArrayList<>();
        for (String output : outputs) {
            if (holds(Path.of(output), ".class")) {
                classes.add(Path.of(output));
            }
        }
        return new Inputs(
                classes, roots.stream().map(Path::of).filter(Files::isDirectory).toList());
    }

    boolean hasJavaSources() throws MojoExecutionException {
        for (Path root : sources) {
            if (holds(root, ".java")) {
                return true;
            }
        }
        return false;
    }

    /** Packages and modules that only describe themselves make no class to check. */
    private static boolean holds(Path directory, String ending) throws MojoExecutionException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .anyMatch(name -> name.endsWith(ending)
                            && !name.equals("package-info" + ending)
                            && !name.equals("module-info" + ending));
        } catch (IOException e) {
            throw new MojoExecutionException("cannot read " + directory, e);
        }
    }
}
