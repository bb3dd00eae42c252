package dev.concurrencylint.maven;

import dev.concurrencylint.check.CheckFailure;
import dev.concurrencylint.check.CheckRequest;
import dev.concurrencylint.check.FixRequest;
import dev.concurrencylint.check.FixResult;
import dev.concurrencylint.check.Fixes;
import dev.concurrencylint.check.Settings;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.ProjectDependenciesResolver;

/** Tells safe repairs of what is found in the module's compiled classes, as a unified diff of its sources, or makes them. */
@Mojo(name = "fix", requiresDependencyCollection = ResolutionScope.TEST, threadSafe = true)
public final class FixMojo extends AnalysisMojo {
    /** Writes the source files; those that git could not give back as they are, are left. */
    @Parameter(property = "concurrency-lint.apply", defaultValue = "false")
    private boolean apply;

    /** Writes those as well. */
    @Parameter(property = "concurrency-lint.uncommitted", defaultValue = "false")
    private boolean uncommitted;

    @Inject
    FixMojo(ProjectDependenciesResolver resolver) {
        super(resolver);
    }

    @Override
    String goal() {
        return "fix";
    }

    @Override
    boolean mayMakeBaseline() {
        return false;
    }

    @Override
    void execute(Inputs inputs, Settings settings) throws MojoExecutionException {
        FixResult fixed = run(new CheckRequest(
                analysis(inputs, settings), List.of(), settings, inputs.sources(), root(), "", false, false));
        if (!fixed.written()) {
            System.out.print(fixed.patch()); // without the log's marks, so that it can be applied
            System.out.flush();
        }
        fixed.left().forEach(getLog()::warn);
        fixed.problems().forEach(one -> getLog().warn(one.place() + ": " + one.reason()));
        getLog().info(fixed.toString());
    }

    private FixResult run(CheckRequest request) throws MojoExecutionException {
        try {
            return Fixes.run(new FixRequest(request, apply, uncommitted));
        } catch (CheckFailure e) {
            throw new MojoExecutionException(String.valueOf(e.getMessage()), e);
        }
    }
}
