package dev.concurrencylint.check;

import dev.concurrencylint.findings.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of writing a baseline.
 *
 * @param size how many findings it accepts
 * @param more how many of them the file before didn't
 * @param fewer how many the file before accepted and this one doesn't
 * @param problems what could not be analysed; not empty means that nothing was written, since findings would be missing
 */
public record BaselineWritten(Path file, int size, int more, int fewer, List<Problem> problems) {
    public BaselineWritten {
        problems = List.copyOf(problems);
    }

    /** The exit status of the command line. */
    public int exitStatus() {
        return problems.isEmpty() ? Outcome.CLEAN : Outcome.INCOMPLETE;
    }

    /** One line for people. */
    @Override
    public String toString() {
        if (!problems.isEmpty()) {
            return file + " is left as it was, because findings may be missing: "
                    + problems.get(0).place() + ": " + problems.get(0).reason();
        }
        return file + " accepts " + size + (size == 1 ? " finding" : " findings") + ": " + more + " more and " + fewer
                + " fewer than before";
    }
}
