package dev.concurrencylint.spotbugs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.findings.Problem;
import dev.concurrencylint.findings.RunResult;
import dev.concurrencylint.findings.Statistics;
import dev.concurrencylint.findings.Suppressed;
import dev.concurrencylint.findings.Suppressions;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.MethodName;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.RuleMatch;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Suppression;
import dev.concurrencylint.rules.Trace;
import dev.concurrencylint.rules.locks.LockNotReleased;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The analysis of a run is done once, and what goes wrong in it is told once and costs no more than itself. */
final class SessionTest {
    private final ErrorLog log = new ErrorLog();

    @Test
    void allFamiliesShareOneAnalysis() {
        AtomicInteger runs = new AtomicInteger();
        Session session = new Session(() -> {
            runs.incrementAndGet();
            return result();
        });

        assertThat(session.findings(Family.HTTP, log)).isEmpty();
        assertThat(session.findings(Family.LOCKS, log)).containsExactly(finding());
        assertThat(runs).hasValue(1);
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void aProblemIsAnErrorAndTheRestCounts() {
        Session session = new Session(() -> result(new Problem("a/B.class", "is not a readable class file")));

        assertThat(session.findings(Family.LOCKS, log)).containsExactly(finding());
        assertThat(session.findings(Family.HTTP, log)).isEmpty();
        assertThat(log.errors())
                .containsExactly("concurrency-lint: findings may be missing: a/B.class is not a readable class file");
    }

    @Test
    void whatAnAnnotationTakesBackIsKnown() {
        Suppression by = new Suppression(
                "a.SuppressFBWarnings", Suppression.Target.FIELD, "a.C", "lock", -1, List.of(), RuleMatch.DEFAULT, "");
        RunResult plain = result();
        Session session = new Session(() -> new RunResult(
                plain.findings(),
                List.of(),
                plain.statistics(),
                new Suppressions(List.of(by), List.of(new Suppressed(finding(), by)), List.of())));
        Session other = new Session(() -> plain);

        assertThat(session.findings(Family.LOCKS, log)).allMatch(session::isSuppressed);
        assertThat(other.findings(Family.LOCKS, log)).noneMatch(other::isSuppressed);
    }

    @Test
    void anAnalysisThatBreaksIsOneError() {
        Session session = new Session(() -> {
            throw new IllegalStateException("no way");
        });

        assertThat(session.findings(Family.LOCKS, log)).isEmpty();
        assertThat(session.findings(Family.HTTP, log)).isEmpty();
        assertThat(log.errors())
                .containsExactly("concurrency-lint: the analysis broke, its findings are missing: no way");
    }

    private static RunResult result(Problem... problems) {
        Statistics statistics = new Statistics(1, 1, 1, new TreeSet<>(), new TreeMap<>());
        return new RunResult(List.of(finding()), List.of(problems), statistics);
    }

    private static Finding finding() {
        MethodName method = new MethodName("a.B", "m", "()V");
        Place place = new Place(method, method, "B.java", 1);
        return new Finding(
                LockNotReleased.RULE,
                Confidence.HIGH,
                "never given back",
                place,
                "this.lock",
                List.of(new Trace("", List.of(new Step(place, "takes")))),
                List.of(),
                "0");
    }
}
