package dev.concurrencylint.check;

import dev.concurrencylint.findings.Problem;
import java.util.List;

/**
 * What became of repairs.
 *
 * @param patch the changes as a unified diff, by file; empty if there are none
 * @param repairs how many the patch holds
 * @param files how many files it changes
 * @param written whether the files were written
 * @param left what was not done, and why, a sentence each without a full stop
 * @param problems what could not be analysed: there may be more to repair
 */
public record FixResult(
        String patch, int repairs, int files, boolean written, List<String> left, List<Problem> problems) {
    public FixResult {
        left = List.copyOf(left);
        problems = List.copyOf(problems);
    }

    /** The exit status of the command line. */
    public int exitStatus() {
        return problems.isEmpty() ? Outcome.CLEAN : Outcome.INCOMPLETE;
    }

    /** One line for people. */
    @Override
    public String toString() {
        String all =
                repairs + (repairs == 1 ? " repair" : " repairs") + " in " + files + (files == 1 ? " file" : " files");
        return written ? all + " written" : all;
    }
}
