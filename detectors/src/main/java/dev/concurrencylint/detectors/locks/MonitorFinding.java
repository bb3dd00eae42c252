package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.Names;
import dev.concurrencylint.detectors.StableNames;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import java.util.ArrayList;
import java.util.List;

/** What findings about the object of a lock have in common: how they speak of the place where it is taken, and of others. */
final class MonitorFinding {
    private static final int MOST_STEPS = 5;

    private final Body body;
    private final int at;
    private final Value object;
    private final String taking;
    private final Known known;
    private final List<Step> steps = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();

    /** About the entry of a monitor. */
    MonitorFinding(Observation entry, Known known) {
        this(entry.body(), entry.at(), MonitorUse.object(entry), "synchronized", known);
        step("the monitor of " + object() + " is entered");
    }

    private MonitorFinding(Body body, int at, Value object, String taking, Known known) {
        this.body = body;
        this.at = at;
        this.object = object;
        this.taking = taking;
        this.known = known;
    }

    /** About a call that takes a lock. */
    static MonitorFinding ofCall(Body body, int at, Value object, Known known) {
        MonitorFinding finding = new MonitorFinding(body, at, object, Names.call(body, at), known);
        return finding.step("`" + finding.taking + "` takes " + finding.object());
    }

    private MonitorFinding step(String message) {
        steps.add(known.places().step(body, at, message));
        return this;
    }

    /** {@code `this.lock`}. */
    String object() {
        return "`" + Names.of(object, body, at) + "`";
    }

    /** {@code `synchronized` at line 41}, or {@code `lock()` at line 41}. */
    String statement() {
        return "`" + taking + "`" + Names.at(body, at);
    }

    MonitorFinding step(Observation at, String message) {
        steps.add(known.places().step(at.body(), at.at(), message));
        return this;
    }

    /** A step for each of the first places. */
    MonitorFinding steps(List<Observation> places, String message) {
        places.stream().limit(MOST_STEPS).forEach(place -> step(place, message));
        return this;
    }

    MonitorFinding because(String id, String text) {
        evidence.add(new Evidence(id, text));
        return this;
    }

    Finding finding(Rule rule, Confidence confidence, String message) {
        return new Finding(
                rule,
                confidence,
                message,
                known.places().of(body, at),
                StableNames.in(body, known.places()).of(object),
                List.of(new Trace("", steps)),
                evidence,
                "",
                Names.field(object),
                1);
    }
}
