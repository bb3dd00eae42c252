package dev.concurrencylint.check;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.Arrays;
import java.util.List;

/** A change of a file as a unified diff. */
final class Patch {
    private static final int CONTEXT = 3;
    private static final String NO_END = "\\ No newline at end of file";

    private Patch() {}

    /**
     * The diff, each line ended by a line feed; carriage returns of the file stay before it, as git has them.
     *
     * @param path names the file, with slashes
     */
    static String of(String path, String before, String after) {
        List<String> old = lines(before);
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff(
                "a/" + path, "b/" + path, old, DiffUtils.diff(old, lines(after)), CONTEXT);
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** A last line without an end has the words for that at its own end. */
    private static List<String> lines(String text) {
        if (text.endsWith("\n")) {
            return Arrays.asList(text.substring(0, text.length() - 1).split("\n", -1));
        }
        return Arrays.asList((text + "\n" + NO_END).split("\n(?!\\\\ No newline)", -1));
    }
}
