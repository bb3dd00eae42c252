package dev.concurrencylint.source;

import com.github.javaparser.ast.comments.Comment;
import dev.concurrencylint.rules.Range;
import dev.concurrencylint.rules.SourceSuppression;
import dev.concurrencylint.rules.Suppression;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Comments that take back findings: {@code // concurrency-lint: ignore LOCK_NOT_RELEASED because close() gives it back}. */
final class IgnoreComments {
    /** What a file with such a comment holds. */
    static final String WORD = "concurrency-lint:";

    private static final String MARK = "concurrency-lint: ignore";
    private static final Pattern IGNORE =
            Pattern.compile("(?:^|//)[\\s/*]*(concurrency-lint:\\s*ignore)\\b[ \\t]*(.*)$");
    private static final Pattern NAMES = Pattern.compile("(?!because\\b)[A-Za-z]\\w*(?:\\s*,\\s*[A-Za-z]\\w*)*");
    private static final Pattern REASON = Pattern.compile("\\bbecause\\b\\s*(.*)$");
    private static final Pattern END = Pattern.compile("\\s*\\*+/$");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    private final String path;
    private final List<String> lines;
    private final BitSet ownLines = new BitSet();
    private final StatementLines statements;

    private IgnoreComments(String path, List<String> lines, List<Comment> comments, Outline outline) {
        this.path = path;
        this.lines = lines;
        this.statements = new StatementLines(outline);
        for (Comment comment : comments) {
            Range range = Nodes.range(comment);
            if (isAlone(range)) {
                ownLines.set(range.startLine(), range.endLine() + 1);
            }
        }
    }

    /** In the order of the file. */
    static List<SourceSuppression> in(String path, List<String> lines, List<Comment> comments, Outline outline) {
        IgnoreComments reader = new IgnoreComments(path, lines, comments, outline);
        List<SourceSuppression> found = new ArrayList<>();
        comments.stream()
                .filter(comment -> comment.getRange().isPresent())
                .forEach(comment -> found.addAll(reader.in(Nodes.range(comment))));
        return found;
    }

    private List<SourceSuppression> in(Range comment) {
        List<SourceSuppression> found = new ArrayList<>();
        for (int line = comment.startLine(); line <= comment.endLine(); line++) {
            int start = line == comment.startLine() ? comment.startColumn() - 1 : 0;
            String whole = lines.get(line - 1);
            int end = line == comment.endLine() ? comment.endColumn() - 1 : whole.length();
            String text = END.matcher(whole.substring(start, end)).replaceFirst("");
            Matcher ignore = IGNORE.matcher(text);
            if (ignore.find()) {
                int column = line == comment.startLine() ? start : start + ignore.start(1);
                Range range = new Range(line, column + 1, line, start + text.length() + 1);
                found.add(suppression(range, ignore.group(2), target(comment)));
            }
        }
        return found;
    }

    private SourceSuppression suppression(Range range, String rest, int line) {
        Matcher names = NAMES.matcher(rest);
        List<String> words = names.lookingAt() ? List.of(COMMA.split(names.group())) : List.of();
        Matcher reason = REASON.matcher(rest);
        return new SourceSuppression(
                Suppression.Target.STATEMENT,
                path,
                range,
                "// " + MARK + (words.isEmpty() ? "" : " " + String.join(", ", words)),
                "",
                List.of(),
                null,
                words,
                reason.find() ? reason.group(1).strip() : "",
                statements.of(line));
    }

    /** The line of code that the comment is about: its own, or the next one without lines between that are no comments. */
    private int target(Range comment) {
        if (!isAlone(comment)) {
            return isBlank(comment.startLine(), 0, comment.startColumn() - 1) ? comment.endLine() : comment.startLine();
        }
        return ownLines.nextClearBit(comment.endLine());
    }

    private boolean isAlone(Range comment) {
        return isBlank(comment.startLine(), 0, comment.startColumn() - 1)
                && isBlank(
                        comment.endLine(),
                        comment.endColumn() - 1,
                        lines.get(comment.endLine() - 1).length());
    }

    private boolean isBlank(int line, int from, int to) {
        return lines.get(line - 1).substring(from, to).isBlank();
    }
}
