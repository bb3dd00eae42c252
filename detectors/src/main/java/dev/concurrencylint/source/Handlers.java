package dev.concurrencylint.source;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.comments.Comment;
import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Range;
import dev.concurrencylint.rules.SourceSuppression;
import dev.concurrencylint.rules.Suppression;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Handlers of interrupts, and what their comments say. */
final class Handlers {
    private static final String RULE = "THREAD_INTERRUPT_LOST";
    private static final Pattern MARKS = Pattern.compile("(?m)^[\\s*/]+|\\s+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^a-z']+");
    private static final Pattern OPEN = Pattern.compile("(?i)\\b(?:todo|fixme|xxx|auto-generated)\\b");

    /** What says no more than the handler itself: that there is an interrupt, and that nothing is done. */
    private static final Set<String> NO_REASON = Set.of(
            "a",
            "an",
            "and",
            "any",
            "be",
            "been",
            "block",
            "can",
            "catch",
            "caught",
            "clause",
            "deliberately",
            "do",
            "does",
            "done",
            "empty",
            "exception",
            "exceptions",
            "fine",
            "go",
            "have",
            "here",
            "ie",
            "ignore",
            "ignored",
            "ignores",
            "ignoring",
            "in",
            "intentional",
            "intentionally",
            "interrupt",
            "interrupted",
            "interruptedexception",
            "interruption",
            "interrupts",
            "is",
            "it",
            "just",
            "left",
            "never",
            "no",
            "nop",
            "noop",
            "not",
            "nothing",
            "of",
            "ok",
            "okay",
            "on",
            "op",
            "over",
            "purpose",
            "safely",
            "simply",
            "skip",
            "swallow",
            "swallowed",
            "that",
            "the",
            "this",
            "thread",
            "to",
            "we",
            "will",
            "can't",
            "cannot",
            "happen",
            "happens",
            "should",
            "shouldn't",
            "won't");

    private Handlers() {}

    /** The lines of handlers that lose an interrupt, by the path of their file. */
    static Map<String, SortedSet<Integer>> lines(Collection<Finding> findings) {
        Map<String, SortedSet<Integer>> lines = new TreeMap<>();
        for (Finding finding : findings) {
            if (finding.rule().id().equals(RULE)) {
                lines.computeIfAbsent(finding.place().sourcePath(), path -> new TreeSet<>())
                        .add(finding.place().line());
            }
        }
        return lines;
    }

    /** The handler of interrupts that begins on that line, or is the innermost one around it. */
    static Optional<CatchClause> at(CompilationUnit unit, int line) {
        CatchClause found = null;
        for (CatchClause one : unit.findAll(CatchClause.class, Handlers::isOfInterrupts)) {
            Range range = Nodes.range(one);
            if (range.covers(line) && (found == null || Nodes.range(found).encloses(range))) {
                found = one;
            }
        }
        return Optional.ofNullable(found);
    }

    private static boolean isOfInterrupts(CatchClause handler) {
        return handler.getRange().isPresent()
                && handler.getParameter()
                        .findFirst(
                                ClassOrInterfaceType.class,
                                type -> type.getNameAsString().equals("InterruptedException"))
                        .isPresent();
    }

    /** What comments in the handlers on those lines give as reasons for forgetting an interrupt. */
    static List<SourceSuppression> documented(
            String path, CompilationUnit unit, List<Comment> comments, Collection<Integer> lines) {
        List<SourceSuppression> found = new ArrayList<>();
        for (int line : lines) {
            at(unit, line)
                    .flatMap(handler -> documented(path, handler, comments, line))
                    .ifPresent(found::add);
        }
        return found;
    }

    private static Optional<SourceSuppression> documented(
            String path, CatchClause handler, List<Comment> comments, int line) {
        Range body = Nodes.range(handler.getBody());
        List<Comment> inside = comments.stream()
                .filter(comment -> comment.getRange().isPresent() && body.encloses(Nodes.range(comment)))
                .toList();
        String text = inside.stream()
                .map(comment ->
                        MARKS.matcher(comment.getContent()).replaceAll(" ").strip())
                .collect(Collectors.joining(" "));
        return isReason(text)
                ? Optional.of(new SourceSuppression(
                        Suppression.Target.STATEMENT,
                        path,
                        Nodes.range(inside.get(0)),
                        "// " + text,
                        "",
                        List.of(),
                        null,
                        List.of(RULE),
                        text,
                        List.of(new SourceSuppression.Lines(line, line))))
                : Optional.empty();
    }

    private static boolean isReason(String text) {
        return !OPEN.matcher(text).find()
                && NO_LETTERS
                        .splitAsStream(text.toLowerCase(java.util.Locale.ROOT))
                        .anyMatch(word -> !word.isEmpty() && !NO_REASON.contains(word));
    }
}
