package dev.concurrencylint.maven;

import dev.concurrencylint.check.Check;
import dev.concurrencylint.check.CheckFailure;
import dev.concurrencylint.check.CheckRequest;
import dev.concurrencylint.check.FailOn;
import dev.concurrencylint.check.Outcome;
import dev.concurrencylint.check.Output;
import dev.concurrencylint.engine.AnalysisRequest;
import dev.concurrencylint.report.Format;
import dev.concurrencylint.rules.Confidence;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;

/**
 * Looks for concurrency bugs in the module's compiled classes, tells them, and fails the build if they reach the threshold.
 */
@Mojo(
        name = "check",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyCollection = ResolutionScope.TEST,
        threadSafe = true)
public final class CheckMojo extends AbstractMojo {
    private final ProjectDependenciesResolver resolver;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    /** Does nothing. */
    @Parameter(property = "concurrency-lint.skip", defaultValue = "false")
    private boolean skip;

    /** The severity from which on findings fail the build: {@code error}, {@code warning}, {@code note} or {@code never}. */
    @Parameter(property = "concurrency-lint.failOn", defaultValue = "error")
    private String failOn;

    /** The lowest confidence that is reported: {@code high}, {@code medium} or {@code low}. */
    @Parameter(property = "concurrency-lint.confidence", defaultValue = "medium")
    private String confidence;

    /** The reports: {@code console} goes to the log, {@code sarif} to {@code concurrency-lint.sarif} in the output directory. */
    @Parameter(property = "concurrency-lint.formats", defaultValue = "console,sarif")
    private List<String> formats;

    /** Where reports land. */
    @Parameter(
            property = "concurrency-lint.outputDirectory",
            defaultValue = "${project.build.directory}/concurrency-lint")
    private File outputDirectory;

    /** The Java release that the program runs on, for jars with several versions of a class; the newest known one if 0. */
    @Parameter(property = "concurrency-lint.release", defaultValue = "0")
    private int release;

    /** How many threads work; as many as there are processors if 0. The findings do not depend on it. */
    @Parameter(property = "concurrency-lint.threads", defaultValue = "0")
    private int threads;

    /** Reports on the test classes as well. */
    @Parameter(property = "concurrency-lint.includeTests", defaultValue = "false")
    private boolean includeTests;

    /** Ends the console report with what the analysis did, and where it gave up. */
    @Parameter(property = "concurrency-lint.stats", defaultValue = "false")
    private boolean stats;

    @Inject
    CheckMojo(ProjectDependenciesResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("concurrency-lint is skipped");
            return;
        }
        if (project.getPackaging().equals("pom")) {
            return;
        }
        Inputs inputs = Inputs.of(project, includeTests);
        if (inputs.classes().isEmpty()) {
            if (inputs.hasJavaSources()) {
                throw new MojoExecutionException("there are sources but no classes in "
                        + project.getBuild().getOutputDirectory()
                        + ": run mvn compile concurrency-lint:check, or bind the goal to verify");
            }
            getLog().info("no classes to check");
            return;
        }
        FailOn threshold = Words.named(FailOn.class, "failOn", failOn);
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        Outcome outcome = run(request(inputs, threshold), console);
        tell(outcome, console.toString(StandardCharsets.UTF_8));
        if (!outcome.reported().problems().isEmpty()) {
            throw new MojoExecutionException("some classes could not be analysed, their findings are missing: "
                    + outcome.reported().problems().get(0));
        }
        if (outcome.failing() > 0) {
            throw new MojoFailureException("concurrency-lint: " + outcome.failing() + " of "
                    + outcome.reported().findings().size() + " findings reach the threshold (failOn="
                    + threshold.name().toLowerCase(Locale.ROOT) + "); reports are in " + outputDirectory);
        }
    }

    private CheckRequest request(Inputs inputs, FailOn threshold) throws MojoExecutionException {
        ClassPath classPath = ClassPath.of(project, session, resolver, includeTests);
        if (!classPath.missing().isEmpty()) {
            getLog().warn("the analysis goes on without "
                    + String.join(", ", classPath.missing())
                    + ", which could not be resolved");
        }
        return new CheckRequest(
                new AnalysisRequest(
                        inputs.classes(),
                        classPath.entries(),
                        release == 0 ? Check.NEWEST_RELEASE : release,
                        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads),
                outputs(),
                Words.named(Confidence.class, "confidence", confidence),
                threshold,
                inputs.sources(),
                root(),
                "mvn concurrency-lint:explain -Dconcurrency-lint.rule=",
                false,
                stats);
    }

    private List<Output> outputs() throws MojoExecutionException {
        Path directory = outputDirectory.toPath();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new MojoExecutionException("cannot make the directory " + directory, e);
        }
        List<Output> outputs = new ArrayList<>();
        for (String word : formats) {
            Format format = Words.named(Format.class, "formats", word);
            outputs.add(
                    format == Format.CONSOLE
                            ? Output.standard(format)
                            : Output.file(format, directory.resolve("concurrency-lint." + format.word())));
        }
        return outputs;
    }

    /** Reports name files from the root of the build, where the repository's tools look for them. */
    private Path root() {
        Path module = project.getBasedir().toPath();
        File top = session.getRequest().getMultiModuleProjectDirectory();
        return top != null && module.startsWith(top.toPath()) ? top.toPath() : module;
    }

    private static Outcome run(CheckRequest request, ByteArrayOutputStream console) throws MojoExecutionException {
        try {
            return Check.run(request, console);
        } catch (CheckFailure e) {
            throw new MojoExecutionException(String.valueOf(e.getMessage()), e);
        }
    }

    /** One entry of the log, so that modules built in parallel do not mix. */
    private void tell(Outcome outcome, String report) {
        if (report.isBlank()) {
            return;
        }
        String text = outcome.reported().findings().isEmpty() ? report.strip() : "\n\n" + report.strip() + "\n";
        if (outcome.failing() > 0) {
            getLog().error(text);
        } else if (!outcome.reported().findings().isEmpty()) {
            getLog().warn(text);
        } else {
            getLog().info(text);
        }
    }
}
