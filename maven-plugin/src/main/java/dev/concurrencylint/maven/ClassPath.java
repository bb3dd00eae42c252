package dev.concurrencylint.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.DependencyResolutionResult;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.graph.DependencyNode;

/**
 * The classes that a module's code refers to, as far as they can be had. Maven's own resolution fails for a sibling that is not
 * packed; here a sibling is its directory of classes.
 *
 * @param missing coordinates of what could not be resolved, sorted
 */
record ClassPath(List<Path> entries, List<String> missing) {
    private static final Set<String> TEST_CLASSIFIERS = Set.of("tests", "test");

    static ClassPath of(MavenProject project, MavenSession session, ProjectDependenciesResolver resolver, boolean tests)
            throws MojoExecutionException {
        Map<String, MavenProject> siblings = siblings(session);
        DependencyFilter wanted = (node, parents) -> node.getDependency() != null
                && counts(node.getDependency(), tests)
                && directory(node.getDependency().getArtifact(), siblings).isEmpty();
        DependencyResolutionResult result = resolve(project, session, resolver, wanted);
        Set<Path> entries = new LinkedHashSet<>();
        if (result.getDependencyGraph() != null) {
            addSiblings(result.getDependencyGraph(), siblings, tests, entries);
        }
        for (Dependency dependency : result.getResolvedDependencies()) {
            File file = dependency.getArtifact().getFile();
            if (file != null) {
                entries.add(file.toPath());
            }
        }
        List<String> missing = result.getUnresolvedDependencies().stream()
                .map(dependency -> dependency.getArtifact().toString())
                .sorted()
                .toList();
        return new ClassPath(List.copyOf(entries), missing);
    }

    private static DependencyResolutionResult resolve(
            MavenProject project, MavenSession session, ProjectDependenciesResolver resolver, DependencyFilter filter)
            throws MojoExecutionException {
        DefaultDependencyResolutionRequest request =
                new DefaultDependencyResolutionRequest(project, session.getRepositorySession());
        request.setResolutionFilter(filter);
        try {
            return resolver.resolve(request);
        } catch (DependencyResolutionException e) {
            if (e.getResult() == null) {
                throw new MojoExecutionException("cannot resolve the dependencies of " + project.getId(), e);
            }
            return e.getResult();
        }
    }

    private static boolean counts(Dependency dependency, boolean tests) {
        return tests || !dependency.getScope().equals("test");
    }

    private static Map<String, MavenProject> siblings(MavenSession session) {
        Map<String, MavenProject> siblings = new TreeMap<>();
        for (MavenProject project : session.getAllProjects()) {
            siblings.put(project.getGroupId() + ":" + project.getArtifactId() + ":" + project.getVersion(), project);
        }
        return siblings;
    }

    /** Where the sibling's classes are; empty if it is none, or is not compiled: a repository may have an older build of it. */
    private static Optional<Path> directory(Artifact artifact, Map<String, MavenProject> siblings) {
        MavenProject sibling =
                siblings.get(artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getBaseVersion());
        if (sibling == null) {
            return Optional.empty();
        }
        Path directory = Path.of(
                TEST_CLASSIFIERS.contains(artifact.getClassifier())
                        ? sibling.getBuild().getTestOutputDirectory()
                        : sibling.getBuild().getOutputDirectory());
        return Optional.of(directory).filter(Files::isDirectory);
    }

    private static void addSiblings(
            DependencyNode node, Map<String, MavenProject> siblings, boolean tests, Set<Path> entries) {
        for (DependencyNode child : node.getChildren()) {
            if (counts(child.getDependency(), tests)) {
                directory(child.getDependency().getArtifact(), siblings).ifPresent(entries::add);
                addSiblings(child, siblings, tests, entries);
            }
        }
    }
}
