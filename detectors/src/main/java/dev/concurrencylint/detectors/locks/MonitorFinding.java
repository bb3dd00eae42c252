package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.Names;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import java.util.ArrayList;
import java.util.List;

/** What findings about the object of a synchronized statement have in common: how they speak of the statement and of other places. */
final class MonitorFinding {
    private static final int MOST_STEPS = 5;

    private final Observation entry;
    private final Known known;
    private final List<Step> steps = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();

    MonitorFinding(Observation entry, Known known) {
        this.entry = entry;
        this.known = known;
        step(entry, "the monitor of " + object() + " is entered");
    }

    /** {@code `this.lock`}. */
    String object() {
        return "`" + Names.of(MonitorUse.object(entry), entry.body(), entry.at()) + "`";
    }

    /** {@code `synchronized` at line 41}. */
    String statement() {
        return "`synchronized`" + Names.at(entry.body(), entry.at());
    }

    /** {@code `method` at line 41}. */
    static String place(Observation at) {
        return "`" + at.body().method().ref().name() + "`" + Names.at(at.body(), at.at());
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
        Value object = MonitorUse.object(entry);
        return new Finding(
                rule,
                confidence,
                message,
                known.places().of(entry.body(), entry.at()),
                Names.stable(object),
                List.of(new Trace("", steps)),
                evidence,
                "");
    }
}
