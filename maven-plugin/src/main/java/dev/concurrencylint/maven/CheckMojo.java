package dev.concurrencylint.maven;

import dev.concurrencylint.check.Check;
import dev.concurrencylint.check.CheckFailure;
import dev.concurrencylint.check.CheckRequest;
import dev.concurrencylint.check.Configuration;
import dev.concurrencylint.check.FailOn;
import dev.concurrencylint.check.Outcome;
import dev.concurrencylint.check.Output;
import dev.concurrencylint.check.Settings;
import dev.concurrencylint.report.Format;
import dev.concurrencylint.report.StaleText;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.jspecify.annotations.Nullable;

/**
 * Looks for concurrency bugs in the module's compiled classes, tells them, and fails the build if they reach the threshold.
 */
@Mojo(
        name = "check",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyCollection = ResolutionScope.TEST,
        threadSafe = true)
public final class CheckMojo extends AnalysisMojo {
    /**
     * The severity from which on findings fail the build: {@code error}, {@code warning}, {@code note} or {@code never};
     * {@code error} if not said.
     */
    @Parameter(property = "concurrency-lint.failOn")
    private @Nullable String failOn;

    /** Fails the build if the baseline accepts findings that are not found any more; {@code false} if not said. */
    @Parameter(property = "concurrency-lint.failOnStale")
    private @Nullable Boolean failOnStale;

    /** Tells the suppressions that suppress nothing any more; {@code true} if not said. */
    @Parameter(property = "concurrency-lint.unusedSuppressions")
    private @Nullable Boolean unusedSuppressions;

    /** The reports: {@code console} goes to the log, {@code sarif} to {@code concurrency-lint.sarif} in the output directory. */
    @Parameter(property = "concurrency-lint.formats", defaultValue = "console,sarif")
    private List<String> formats;

    /** Where reports land. */
    @Parameter(
            property = "concurrency-lint.outputDirectory",
            defaultValue = "${project.build.directory}/concurrency-lint")
    private File outputDirectory;

    /** Ends the console report with what the analysis did, and where it gave up. */
    @Parameter(property = "concurrency-lint.stats", defaultValue = "false")
    private boolean stats;

    @Inject
    CheckMojo(ProjectDependenciesResolver resolver) {
        super(resolver);
    }

    @Override
    String goal() {
        return "check";
    }

    @Override
    boolean mayMakeBaseline() {
        return false;
    }

    @Override
    Configuration said() throws MojoExecutionException {
        return super.said()
                .withGate(Words.said(FailOn.class, "failOn", failOn), Optional.ofNullable(failOnStale))
                .withUnusedSuppressions(Optional.ofNullable(unusedSuppressions));
    }

    @Override
    void execute(Inputs inputs, Settings settings) throws MojoExecutionException, MojoFailureException {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        Outcome outcome = run(request(inputs, settings), console);
        tell(outcome, console.toString(StandardCharsets.UTF_8));
        if (outcome.stale() > 0 && console.size() == 0) {
            getLog().error(StaleText.of(outcome.reported()).stripTrailing());
        }
        if (!outcome.reported().problems().isEmpty()) {
            throw new MojoExecutionException("some classes could not be analysed, their findings are missing: "
                    + outcome.reported().problems().get(0));
        }
        if (outcome.failing() > 0) {
            throw new MojoFailureException("concurrency-lint: " + outcome.failing() + " of "
                    + outcome.reported().findings().size() + " findings reach the threshold (failOn="
                    + settings.failOn().name().toLowerCase(Locale.ROOT) + "); reports are in " + outputDirectory
                    + (settings.baseline().isPresent() ? "" : "; the goal baseline accepts what is there already"));
        }
        if (outcome.stale() > 0) {
            throw new MojoFailureException("concurrency-lint: the baseline accepts " + outcome.stale()
                    + (outcome.stale() == 1 ? " finding that is" : " findings that are")
                    + " not found any more (failOnStale)");
        }
    }

    private CheckRequest request(Inputs inputs, Settings settings) throws MojoExecutionException {
        return new CheckRequest(
                analysis(inputs, settings),
                outputs(),
                settings,
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
        for (String word : Words.list(formats)) {
            Format format = Words.named(Format.class, "formats", word);
            outputs.add(
                    format == Format.CONSOLE
                            ? Output.standard(format)
                            : Output.file(format, directory.resolve("concurrency-lint." + format.word())));
        }
        return outputs;
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
