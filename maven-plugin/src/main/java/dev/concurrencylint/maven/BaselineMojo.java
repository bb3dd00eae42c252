package dev.concurrencylint.maven;

import dev.concurrencylint.check.BaselineWritten;
import dev.concurrencylint.check.Baselines;
import dev.concurrencylint.check.CheckFailure;
import dev.concurrencylint.check.CheckRequest;
import dev.concurrencylint.check.Settings;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.ProjectDependenciesResolver;

/**
 * Accepts what is found now: writes the findings of the module's compiled classes into a file, sorted and without line numbers. The goal
 * {@code check} then counts only others.
 */
@Mojo(name = "baseline", requiresDependencyCollection = ResolutionScope.TEST, threadSafe = true)
public final class BaselineMojo extends AnalysisMojo {
    @Inject
    BaselineMojo(ProjectDependenciesResolver resolver) {
        super(resolver);
    }

    @Override
    String goal() {
        return "baseline";
    }

    @Override
    boolean mayMakeBaseline() {
        return true;
    }

    @Override
    void execute(Inputs inputs, Settings settings) throws MojoExecutionException {
        BaselineWritten written = write(new CheckRequest(
                analysis(inputs, settings), List.of(), settings, inputs.sources(), root(), "", false, false));
        if (!written.problems().isEmpty()) {
            throw new MojoExecutionException(written.toString());
        }
        getLog().info(written.toString());
    }

    private static BaselineWritten write(CheckRequest request) throws MojoExecutionException {
        try {
            return Baselines.write(request);
        } catch (CheckFailure e) {
            throw new MojoExecutionException(String.valueOf(e.getMessage()), e);
        }
    }
}
