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
import java.util.Set;
import java.util.regex.Pattern;

/** Repairs of findings, as changes of the text: what they don't change stays as it is, comments and blanks as well. */
public final class Repairs {
    /** What a rule's findings are repaired by; none where it would not be safe. */
    @FunctionalInterface
    private interface Way {
        Optional<Change> of(Finding finding, CompilationUnit unit, SourceLines lines);
    }

    /** The same for findings that stand at a call. */
    @FunctionalInterface
    private interface CallWay {
        Optional<Change> of(MethodCallExpr call, SourceLines lines);
    }

    /** A title and the edits. */
    record Change(String title, List<Edit> edits) {}

    private static final Map<String, Way> WAYS = Map.ofEntries(
            Map.entry("MONITOR_NOTIFY_ONE_OF_MANY", atCall((call, lines) -> CallRepairs.wakeAll(call))),
            Map.entry("MONITOR_CONDITION_CONFUSED", atCall((call, lines) -> CallRepairs.askTheCondition(call))),
            Map.entry("MONITOR_WAIT_NOT_IN_LOOP", atCall((call, lines) -> CallRepairs.testAgain(call))),
            Map.entry(
                    "LOCK_ATTEMPT_IGNORED",
                    atCall((call, lines) -> CallRepairs.waitForIt(call, "tryLock", "lock", "unlock"))),
            Map.entry(
                    "PERMIT_ATTEMPT_IGNORED",
                    atCall((call, lines) ->
                            CallRepairs.waitForIt(call, "tryAcquire", "acquireUninterruptibly", "release"))),
            Map.entry("LOCK_NOT_RELEASED_ON_EXCEPTION", atCall(RegionRepair::releaseInFinally)),
            Map.entry("POOL_PERIODIC_TASK_DIES", atCall(TaskRepair::report)),
            Map.entry("THREAD_INTERRUPT_LOST", InterruptRepair::flag),
            Map.entry("THREAD_RUN_NOT_STARTED", atCall((call, lines) -> CallRepairs.start(call))),
            Map.entry("VISIBILITY_DOUBLE_CHECKED", (finding, unit, lines) -> FieldRepair.makeVolatile(finding, unit)),
            Map.entry("LOCK_RELEASED_NOT_HELD", atCall(AcquireRepair::before)),
            Map.entry("PERMIT_RELEASED_NOT_ACQUIRED", atCall(AcquireRepair::before)));

    /**
     * Evidence of what a repair does not help against: a handler of unchecked exceptions does not catch it, a thread may have been started
     * elsewhere, whoever waits again with the flag set would wait no more, or a volatile field leads to its object too early as well.
     */
    private static final Set<String> UNSAFE = Set.of(
            "failure-declared",
            "not-started-here",
            "started-elsewhere",
            "never-ends",
            "waits-again",
            "asks-again",
            "published-early");

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
                || finding.evidence().stream().anyMatch(one -> UNSAFE.contains(one.id()))) {
            return Optional.empty();
        }
        return parsed.computeIfAbsent(place.sourcePath(), this::parse)
                .flatMap(file -> way.of(finding, file.unit(), file.lines()))
                .map(change -> new Repair(change.title(), place.sourcePath(), change.edits()));
    }

    private static Way atCall(CallWay way) {
        return (finding, unit, lines) -> {
            Place place = finding.place();
            return place.spot().kind() == Spot.Kind.CALL
                    ? call(unit, place.spot().name(), place.range().orElseThrow())
                            .flatMap(call -> way.of(call, lines))
                    : Optional.empty();
        };
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
