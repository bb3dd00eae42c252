package dev.concurrencylint.source;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.comments.Comment;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Range;
import dev.concurrencylint.rules.SourceSuppression;
import dev.concurrencylint.rules.Suppression;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What methods say in their sources that callers have to hold: by a comment before the method or at the start of its body, or by an
 * annotation that is in no class file. Then it is the callers' duty.
 */
final class HoldContracts {
    private static final String RELEASED = "LOCK_RELEASED_NOT_HELD";
    private static final String GUARD = "VISIBILITY_GUARD_MISSED";
    private static final Set<String> RULES = Set.of(
            RELEASED,
            GUARD,
            "MONITOR_AWAIT_WITHOUT_LOCK",
            "MONITOR_NOTIFY_WITHOUT_LOCK",
            "MONITOR_SIGNAL_WITHOUT_LOCK",
            "MONITOR_WAIT_WITHOUT_LOCK");

    private static final Set<String> ANNOTATIONS = Set.of("GuardedBy", "Holding", "LockHeld", "RequiresLock");
    private static final Set<String> ACQUIRES = Set.of("lock", "tryLock", "lockInterruptibly");

    private static final Pattern BLANKS = Pattern.compile("[\\s*/]+");
    private static final Pattern SENTENCE = Pattern.compile("[.;!?](?:\\s|$)|\\s@\\w+");
    private static final Pattern LOCK = Pattern.compile("(?i)lock|monitor|mutex|synchroni[sz]");
    private static final Pattern NOT =
            Pattern.compile("(?i)\\b(?:not|never|without|no longer|doesn't|don't|needn't)\\b");
    private static final List<Pattern> CONTRACTS = List.of(
            Pattern.compile("(?i)\\bguarded by\\b"),
            Pattern.compile(
                    "(?i)\\bcall(?:er|ers|ing thread)\\b.*\\b(?:must|should|ha(?:s|ve) to|needs? to|expected to|responsible)\\b.*"
                            + "\\b(?:hold|holds|own|owns|acquired?|synchroni[sz]ed?|locked|lock)\\b"),
            Pattern.compile("(?i)\\bcall(?:er|ers|ing thread) (?:already )?(?:holds?|owns?|has|have)\\b"),
            Pattern.compile("(?i)\\b(?:must|should|may|to|only|always)\\b.*\\b(?:be )?(?:called|invoked|used)\\b.*"
                    + "\\b(?:hold|holding|holds|held|owning|under|within|inside|synchroni[sz]ed)\\b"),
            Pattern.compile(
                    "(?i)\\b(?:called|invoked)\\b.*\\b(?:with|under|while|when|holding)\\b.*\\b(?:held|lock|monitor|mutex)\\b"),
            Pattern.compile("(?i)\\b(?:must|should|needs? to|ha(?:s|ve) to) be (?:held|locked|owned)\\b"),
            Pattern.compile(
                    "(?i)\\b(?:assumes?|requires?|expects?|precondition)\\b.*\\b(?:held|holds?|holding|owned|owns)\\b"));

    private HoldContracts() {}

    /** Whether a contract of its method may take the finding back. */
    static boolean mayTell(Finding finding) {
        Place place = finding.place();
        return RULES.contains(finding.rule().id())
                && place.line() > 0
                && place.source().equals(place.bytecode()); // other threads may run a lambda
    }

    /** The contracts of the methods that those findings of the file are in. */
    static List<SourceSuppression> in(
            String path, CompilationUnit unit, List<Comment> comments, Collection<Finding> findings) {
        List<SourceSuppression> found = new ArrayList<>();
        for (Finding finding : findings) {
            method(unit, finding.place())
                    .filter(method -> !finding.rule().id().equals(RELEASED) || onlyReleases(method))
                    .flatMap(method -> contract(path, method, comments, finding))
                    .ifPresent(found::add);
        }
        return found;
    }

    /** The innermost method around the line, if the line is in no lambda of it. */
    private static Optional<CallableDeclaration<?>> method(CompilationUnit unit, Place place) {
        CallableDeclaration<?> found = null;
        for (CallableDeclaration<?> one : unit.findAll(CallableDeclaration.class).stream()
                .map(one -> (CallableDeclaration<?>) one)
                .toList()) {
            if (isAround(one, place.line()) && (found == null || isInside(one, found))) {
                found = one;
            }
        }
        return found != null && isMeant(found, place) ? Optional.of(found) : Optional.empty();
    }

    private static boolean isMeant(CallableDeclaration<?> method, Place place) {
        return (method.isConstructorDeclaration()
                        || method.getNameAsString().equals(place.source().name()))
                && method.findFirst(LambdaExpr.class, lambda -> isAround(lambda, place.line()))
                        .isEmpty();
    }

    private static boolean isAround(Node node, int line) {
        return node.getRange().isPresent() && Nodes.range(node).covers(line);
    }

    private static boolean isInside(Node one, Node other) {
        return Nodes.range(other).encloses(Nodes.range(one));
    }

    private static boolean onlyReleases(CallableDeclaration<?> method) {
        Predicate<MethodCallExpr> releases = call -> call.getNameAsString().equals("unlock");
        return method.findAll(MethodCallExpr.class, releases).size() == 1
                && method.findAll(MethodCallExpr.class, call -> ACQUIRES.contains(call.getNameAsString()))
                        .isEmpty();
    }

    private static Optional<SourceSuppression> contract(
            String path, CallableDeclaration<?> method, List<Comment> comments, Finding finding) {
        for (AnnotationExpr annotation : method.getAnnotations()) {
            boolean names = finding.rule()
                            .id()
                            .equals(GUARD) // it is about a field, and its lock is one of those that are named
                    || names(annotation, finding.subject());
            if (ANNOTATIONS.contains(annotation.getName().getIdentifier()) && names) {
                return Optional.of(suppression(path, Nodes.range(annotation), annotation.toString(), finding));
            }
        }
        for (Comment comment : comments) {
            if (comment.getRange().isPresent() && isAbout(Nodes.range(comment), method)) {
                Optional<String> sentence = sentence(comment.getContent());
                if (sentence.isPresent()) {
                    return Optional.of(suppression(path, Nodes.range(comment), "// " + sentence.get(), finding));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether one of the words of the annotation means the synchroniser of the finding. */
    private static boolean names(AnnotationExpr annotation, String subject) {
        String last = subject.substring(subject.lastIndexOf('.') + 1);
        return annotation.findAll(StringLiteralExpr.class).stream()
                .map(text -> text.getValue().replace("()", ""))
                .anyMatch(word -> word.equals(subject)
                        || word.equals(last)
                        || word.endsWith("." + last)
                        || word.equals("this") && subject.equals("p0"));
    }

    /** Right before the method, or before the first statement of its body. */
    private static boolean isAbout(Range comment, CallableDeclaration<?> method) {
        if (Nodes.isRightBefore(comment, method)) {
            return true;
        }
        Range whole = Nodes.range(method);
        int first = method.findFirst(BlockStmt.class)
                .flatMap(body -> body.getStatements().getFirst())
                .filter(statement -> statement.getRange().isPresent())
                .map(statement -> Nodes.range(statement).startLine())
                .orElse(whole.endLine());
        return whole.encloses(comment) && comment.startLine() <= first;
    }

    private static Optional<String> sentence(String comment) {
        String text = BLANKS.matcher(comment).replaceAll(" ").strip();
        return SENTENCE.splitAsStream(text)
                .map(String::strip)
                .filter(one -> LOCK.matcher(one).find()
                        || CONTRACTS.get(0).matcher(one).find())
                .filter(one -> !NOT.matcher(one).find())
                .filter(one -> CONTRACTS.stream()
                        .anyMatch(contract -> contract.matcher(one).find()))
                .findFirst();
    }

    private static SourceSuppression suppression(String path, Range range, String text, Finding finding) {
        int line = finding.place().line();
        return new SourceSuppression(
                Suppression.Target.STATEMENT,
                path,
                range,
                text,
                "",
                List.of(),
                null,
                List.of(finding.rule().id()),
                "the callers hold it: " + text,
                List.of(new SourceSuppression.Lines(line, line)));
    }
}
