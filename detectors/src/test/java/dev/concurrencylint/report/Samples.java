package dev.concurrencylint.report;

import dev.concurrencylint.findings.Problem;
import dev.concurrencylint.findings.Reported;
import dev.concurrencylint.findings.Statistics;
import dev.concurrencylint.findings.Suppressed;
import dev.concurrencylint.rules.AnySuppression;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.MethodName;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Range;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.RuleMatch;
import dev.concurrencylint.rules.SourceSuppression;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Suppression;
import dev.concurrencylint.rules.Trace;
import dev.concurrencylint.rules.catalogue.Catalogue;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Findings made by hand, as an engine could have found them. */
final class Samples {
    static final MethodName TAKE = new MethodName("shop.Orders", "take", "(I)V");
    static final MethodName LAMBDA = new MethodName("shop.Orders", "lambda$take$0", "()V");
    static final MethodName STOCK = new MethodName("shop.Stock", "reserve", "()V");

    private Samples() {}

    static Rule rule(String id) {
        return Catalogue.find(id).orElseThrow();
    }

    static Place place(MethodName method, String file, int line) {
        return new Place(method, method, file, line);
    }

    /** Two steps in one method. */
    static Finding leak() {
        Place acquire = place(TAKE, "Orders.java", 7);
        return new Finding(
                rule("LOCK_NOT_RELEASED"),
                Confidence.HIGH,
                "`lock()` at line 7 takes `this.lock`; the return at line 9 leaves it held",
                acquire,
                "this.lock",
                List.of(new Trace(
                        "",
                        List.of(
                                new Step(acquire, "`lock()` takes `this.lock`"),
                                new Step(place(TAKE, "Orders.java", 9), "returns with `this.lock` held")))),
                List.of(new Evidence("released-elsewhere-in-method", "another path of the method gives the lock back")),
                "00112233445566778899aabbccddeeff");
    }

    /** In a lambda, over two files and two traces, without lines here and there. */
    static Finding tangled() {
        Place inLambda = new Place(TAKE, LAMBDA, "Orders.java", 12);
        Place unknown = place(STOCK, "", 0);
        return new Finding(
                rule("LOCK_RELEASED_NOT_HELD"),
                Confidence.MEDIUM,
                "`unlock()` at line 12 gives back a lock that is not held",
                inLambda,
                "this.lock",
                List.of(
                        new Trace("thread 1", List.of(new Step(inLambda, "`unlock()` gives it back"))),
                        new Trace(
                                "thread 2",
                                List.of(
                                        new Step(place(STOCK, "Stock.java", 30), "calls `take`"),
                                        new Step(unknown, "goes on"),
                                        new Step(inLambda, "`unlock()` gives it back")))),
                List.of(),
                "ffeeddccbbaa99887766554433221100");
    }

    static Finding inFile(String className, String file, int line) {
        Place place = place(new MethodName(className, "run", "()V"), file, line);
        return new Finding(
                rule("LOCK_ATTEMPT_IGNORED"),
                Confidence.LOW,
                "the answer of `tryLock()` is dropped",
                place,
                "lock",
                List.of(new Trace("", List.of(new Step(place, "`tryLock()` may fail")))),
                List.of(),
                "0123456789abcdef0123456789abcdef");
    }

    static Reported result(Finding... findings) {
        return new Reported(
                List.of(findings),
                List.of(),
                Optional.empty(),
                0,
                List.of(),
                new Statistics(2, 5, 1, new TreeSet<>(), new TreeMap<>()),
                List.of());
    }

    static Reported suppressed(Suppression.Target target, Finding finding) {
        AnySuppression by = switch (target) {
            case PACKAGE, CLASS, METHOD, FIELD, PARAMETER ->
                new Suppression(
                        "x.SuppressFBWarnings",
                        target,
                        "shop.Orders",
                        "m",
                        1,
                        List.of("LOCK"),
                        RuleMatch.DEFAULT,
                        "known");
            case VARIABLE, STATEMENT ->
                new SourceSuppression(
                        target,
                        "shop/Orders.java",
                        new Range(6, 1, 6, 9),
                        "// concurrency-lint: ignore LOCK",
                        "",
                        List.of(),
                        null,
                        List.of("LOCK"),
                        "known",
                        List.of());
        };
        return new Reported(
                List.of(),
                List.of(new Suppressed(finding, by)),
                Optional.empty(),
                0,
                List.of(),
                new Statistics(2, 5, 1, new TreeSet<>(), new TreeMap<>()),
                List.of());
    }

    static Reported broken(Finding... findings) {
        Statistics statistics = new Statistics(
                1, 1, 0, new TreeSet<>(List.of("a/B", "a/C$D")), new TreeMap<>(Map.of("alternatives joined", 3)));
        return new Reported(
                List.of(findings),
                List.of(),
                Optional.empty(),
                0,
                List.of(new Problem("app.jar!/x/Y.class", "the class file ends too early")),
                statistics,
                List.of());
    }

    static ReportContext context(Path project, Path... sources) {
        return new ReportContext(
                "1.2.3", Catalogue.rules(), new Sources(List.of(sources), project), "tool explain ", false, false);
    }

    static String write(Report report, Reported result, ReportContext context) {
        StringWriter out = new StringWriter();
        try {
            report.write(result, context, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString();
    }
}
