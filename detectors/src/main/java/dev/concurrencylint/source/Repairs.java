package dev.concurrencylint.source;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.concurrencylint.findings.Repair;
import dev.concurrencylint.findings.Repair.Edit;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Range;
import dev.concurrencylint.rules.Spot;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Repairs of findings, as changes of the text: what they don't change stays as it is, comments and blanks as well. */
public final class Repairs {
    /** What a rule's findings are repaired by; none where it would not be safe. */
    @FunctionalInterface
    private interface Way {
        Optional<Change> of(MethodCallExpr call, SourceLines lines);
    }

    /** A title and the edits. */
    record Change(String title, List<Edit> edits) {}

    private static final Map<String, Way> WAYS = Map.of(
            "MONITOR_NOTIFY_ONE_OF_MANY", (call, lines) -> CallRepairs.wakeAll(call),
            "MONITOR_CONDITION_CONFUSED", (call, lines) -> CallRepairs.askTheCondition(call),
            "MONITOR_WAIT_NOT_IN_LOOP", (call, lines) -> CallRepairs.testAgain(call),
            "LOCK_ATTEMPT_IGNORED", (call, lines) -> CallRepairs.waitForIt(call, "tryLock", "lock", "unlock"),
            "PERMIT_ATTEMPT_IGNORED",
                    (call, lines) -> CallRepairs.waitForIt(call, "tryAcquire", "acquireUninterruptibly", "release"),
            "LOCK_NOT_RELEASED_ON_EXCEPTION", RegionRepair::releaseInFinally,
            "POOL_PERIODIC_TASK_DIES", TaskRepair::report);

    /** Evidence of what a repair does not help against: a handler of unchecked exceptions does not catch it. */
    private static final String CHECKED = "failure-declared";

    private static final Pattern LONE_RETURN = Pattern.compile("\r(?!\n)");

    private final SourceFiles files;
    private final SourceParser parser = new SourceParser();
    private final Map<String, Optional<File>> parsed = new HashMap<>();

    private record File(CompilationUnit unit, SourceLines lines) {}

    private Repairs(SourceFiles files) {
        this.files = files;
    }

    /** The repairs of those findings that have one, whose places have their ranges. */
    public static Map<Finding, Repair> of(Collection<Finding> findings, SourceFiles files) {
        Repairs repairs = new Repairs(files);
        Map<Finding, Repair> all = new HashMap<>();
        for (Finding finding : findings) {
            repairs.of(finding).ifPresent(repair -> all.put(finding, repair));
        }
        return all;
    }

    private Optional<Repair> of(Finding finding) {
        Way way = WAYS.get(finding.rule().id());
        Place place = finding.place();
        if (way == null
                || place.range().isEmpty()
                || place.spot().kind() != Spot.Kind.CALL
                || finding.evidence().stream().anyMatch(one -> one.id().equals(CHECKED))) {
            return Optional.empty();
        }
        return parsed.computeIfAbsent(place.sourcePath(), this::parse)
                .flatMap(file -> call(
                                file.unit(), place.spot().name(), place.range().get())
                        .flatMap(call -> way.of(call, file.lines())))
                .map(change -> new Repair(change.title(), place.sourcePath(), change.edits()));
    }

    private Optional<File> parse(String path) {
        return files.find(path).flatMap(found -> {
            String text = SourceFiles.text(found);
            return LONE_RETURN.matcher(text).find() // the parser takes it for a line's end, and others do not
                    ? Optional.empty()
                    : parser.parse(text).map(tree -> new File(tree.unit(), new SourceLines(text)));
        });
    }

    /** The call of that name that ends there: where it begins depends on how much of it is shown. */
    private static Optional<MethodCallExpr> call(CompilationUnit unit, String name, Range range) {
        List<MethodCallExpr> calls = unit.findAll(
                MethodCallExpr.class,
                call -> call.getNameAsString().equals(name)
                        && call.getRange().isPresent()
                        && Nodes.range(call).endLine() == range.endLine()
                        && Nodes.range(call).endColumn() == range.endColumn());
        return calls.size() == 1 ? Optional.of(calls.get(0)) : Optional.empty();
    }
}
