package dev.concurrencylint.spotbugs;

import edu.umd.cs.findbugs.AbstractBugReporter;
import edu.umd.cs.findbugs.AnalysisError;
import edu.umd.cs.findbugs.BugCollection;
import edu.umd.cs.findbugs.BugInstance;
import edu.umd.cs.findbugs.classfile.ClassDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reporter that keeps the errors it is told. */
final class ErrorLog extends AbstractBugReporter {
    private final List<String> errors = new ArrayList<>();

    /** Each with the message of its cause, if it has one. */
    List<String> errors() {
        return errors;
    }

    @Override
    public void logError(String message) {
        errors.add(message);
    }

    @Override
    public void logError(String message, Throwable cause) {
        errors.add(message + ": " + cause.getMessage());
    }

    @Override
    protected void doReportBug(BugInstance bug) {}

    @Override
    public void reportAnalysisError(AnalysisError error) {}

    @Override
    public void reportMissingClass(String name) {}

    @Override
    public void finish() {}

    @Override
    public @Nullable BugCollection getBugCollection() {
        return null;
    }

    @Override
    public void observeClass(ClassDescriptor type) {}
}
