package dev.concurrencylint.maven;

import dev.concurrencylint.check.CheckFailure;
import dev.concurrencylint.check.Configuration;
import dev.concurrencylint.check.RuleSettings;
import dev.concurrencylint.check.Scope;
import dev.concurrencylint.check.Settings;
import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.rules.Confidence;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.jspecify.annotations.Nullable;

/** What goals that analyse a module have in common: what is analysed, and how it is configured. */
abstract class AnalysisMojo extends AbstractMojo {
    private static final String CONFIGURATION = "concurrency-lint.yaml";
    private static final String BASELINE = "concurrency-lint-baseline.txt";

    private final ProjectDependenciesResolver resolver;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    /** Does nothing. */
    @Parameter(property = "concurrency-lint.skip", defaultValue = "false")
    private boolean skip;

    /**
     * A configuration file; without one, {@code concurrency-lint.yaml} in the module's directory or else in the directory of the whole
     * build, if there is one. What a parameter says wins over the file.
     */
    @Parameter(property = "concurrency-lint.config")
    private @Nullable File config;

    /** The lowest confidence that is reported: {@code high}, {@code medium} or {@code low}; {@code medium} if not said. */
    @Parameter(property = "concurrency-lint.confidence")
    private @Nullable String confidence;

    /**
     * Settings of rules, each {@code RULE=setting} or {@code family=setting}, where the setting is {@code off}, {@code on}, {@code error},
     * {@code warning} or {@code note}.
     */
    @Parameter(property = "concurrency-lint.rules")
    private @Nullable List<String> rules;

    /** Packages and classes whose findings are reported, with all below them; all if not said. {@code *} and {@code **} are wildcards. */
    @Parameter(property = "concurrency-lint.includePackages")
    private @Nullable List<String> includePackages;

    /** Packages and classes whose findings are not reported. */
    @Parameter(property = "concurrency-lint.excludePackages")
    private @Nullable List<String> excludePackages;

    /** Files and directories of source, as reports name them, whose findings are reported; all if not said. */
    @Parameter(property = "concurrency-lint.includePaths")
    private @Nullable List<String> includePaths;

    /** Files and directories of source whose findings are not reported. */
    @Parameter(property = "concurrency-lint.excludePaths")
    private @Nullable List<String> excludePaths;

    /** Files that describe lock types and other methods of libraries, read over what the tool knows itself. */
    @Parameter(property = "concurrency-lint.models")
    private @Nullable List<File> models;

    /**
     * The Java release that the program runs on, for jars with several versions of a class and for what virtual threads keep; if not said, the newest known one for
     * the former, and for the latter the one that the class files need.
     */
    @Parameter(property = "concurrency-lint.release")
    private @Nullable Integer release;

    /** How many threads work; as many as there are processors if 0. The findings do not depend on it. */
    @Parameter(property = "concurrency-lint.threads", defaultValue = "0")
    private int threads;

    /** Reports on the test classes as well. */
    @Parameter(property = "concurrency-lint.includeTests", defaultValue = "false")
    private boolean includeTests;

    /**
     * The file of accepted findings, which the goal {@code baseline} writes; {@code concurrency-lint-baseline.txt} in the module's
     * directory if not said. Every module has a file of its own.
     */
    @Parameter(property = "concurrency-lint.baseline")
    private @Nullable File baseline;

    AnalysisMojo(ProjectDependenciesResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("concurrency-lint is skipped");
            return;
        }
        if (project.getPackaging().equals("pom")) {
            return;
        }
        Settings settings = settings();
        Inputs inputs = Inputs.of(project, includeTests);
        if (inputs.classes().isEmpty()) {
            if (inputs.hasJavaSources()) {
                throw new MojoExecutionException("there are sources but no classes in "
                        + project.getBuild().getOutputDirectory()
                        + ": run mvn compile concurrency-lint:" + goal() + ", or bind the goal to verify");
            }
            getLog().info("no classes to check");
            if (settings.baseline().filter(Files::exists).isEmpty()) {
                return;
            }
        }
        execute(inputs, settings); // what a baseline accepted of a module whose last class is gone is stale
    }

    abstract void execute(Inputs inputs, Settings settings) throws MojoExecutionException, MojoFailureException;

    /** The goal's name. */
    abstract String goal();

    /** Whether the goal does without the usual file of accepted findings only because it makes it. */
    abstract boolean mayMakeBaseline();

    /** What the goal's own parameters say. */
    Configuration said() throws MojoExecutionException {
        RuleSettings settings = Words.rules(rules);
        return new Configuration(
                Words.said(Confidence.class, "confidence", confidence),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(baseline).map(File::toPath),
                settings,
                new Scope(
                        Words.list(includePackages),
                        Words.list(excludePackages),
                        Words.list(includePaths),
                        Words.list(excludePaths)),
                Words.files(models, project.getBasedir().toPath()),
                Words.release(release));
    }

    private Settings settings() throws MojoExecutionException {
        try {
            Optional<Path> file = configuration();
            Settings said = Settings.of(said(), file);
            Settings settings = isShared(file) ? said.asShared() : said;
            Path usual = project.getBasedir().toPath().resolve(BASELINE);
            boolean isThere = Files.exists(usual) || mayMakeBaseline();
            return settings.withBaseline(
                    settings.baseline().or(() -> isThere ? Optional.of(usual) : Optional.empty()),
                    project.getGroupId() + ":" + project.getArtifactId());
        } catch (CheckFailure e) {
            throw new MojoExecutionException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Whether the module is one of several that were told the same. */
    private boolean isShared(Optional<Path> file) {
        Path module = project.getBasedir().toPath();
        boolean own = file.filter(one -> module.equals(one.toAbsolutePath().getParent()))
                .isPresent();
        return !own && (session.getProjects().size() > 1 || !module.equals(root()));
    }

    private Optional<Path> configuration() {
        if (config != null) {
            return Optional.of(config.toPath());
        }
        for (Path directory : List.of(project.getBasedir().toPath(), root())) {
            Path file = directory.resolve(CONFIGURATION);
            if (Files.exists(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    AnalysisRequest analysis(Inputs inputs, Settings settings) throws MojoExecutionException {
        ClassPath classPath = ClassPath.of(project, session, resolver, includeTests);
        if (!classPath.missing().isEmpty()) {
            getLog().warn("the analysis goes on without "
                    + String.join(", ", classPath.missing())
                    + ", which could not be resolved");
        }
        return new AnalysisRequest(
                inputs.classes(), classPath.entries(), settings.release(), Words.threads(threads), settings.models());
    }

    MavenProject project() {
        return project;
    }

    /** Reports name files from the root of the build, where the repository's tools look for them. */
    Path root() {
        Path module = project.getBasedir().toPath();
        File top = session.getRequest().getMultiModuleProjectDirectory();
        return top != null && module.startsWith(top.toPath()) ? top.toPath() : module;
    }
}
