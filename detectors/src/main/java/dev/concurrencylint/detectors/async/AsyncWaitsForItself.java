package dev.concurrencylint.detectors.async;

import dev.concurrencylint.async.Blocked;
import dev.concurrencylint.async.Circle;
import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.Names;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls that wait for what only they themselves, or their own threads, can do. */
public final class AsyncWaitsForItself implements Detector {

    @Override
    public Rule rule() {
        return dev.concurrencylint.rules.async.AsyncWaitsForItself.RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        for (Circle circle : known.circles()) {
            findings.add(new Finding(
                    rule(),
                    confidence(circle),
                    message(circle),
                    known.places().of(circle.body(), circle.at()),
                    Names.call(circle.body(), circle.at()),
                    List.of(new Trace("", steps(circle, known))),
                    evidence(circle),
                    "",
                    Optional.empty(),
                    BlockingDetector.ordinal(circle.body(), circle.at())));
        }
        return findings;
    }

    private static String message(Circle circle) {
        String call = BlockingDetector.call(circle.body(), circle.at());
        return call
                + switch (circle.reason()) {
                    case OWN_THREAD ->
                        " waits on " + circle.thread()
                                + " for what only this thread can do: it never ends, or fails at once; go on in a callback instead.";
                    case OWN_STAGE ->
                        " waits for the stage or task that it is part of, which ends only after it; return the value, or compose the stages instead.";
                    case COMPLETED_AFTER ->
                        " waits for what only the code behind it completes; complete it before, or in another task.";
                    case NOBODY_ELSE ->
                        " waits for a promise that nobody else has and nobody completes; complete it, or give it to who does.";
                };
    }

    private static List<Step> steps(Circle circle, Known known) {
        List<Step> steps = new ArrayList<>();
        List<Blocked.Call> way = circle.way();
        boolean isGiven = !way.get(0).body().equals(circle.first());
        if (isGiven || !circle.thread().isEmpty()) {
            steps.add(known.places().step(circle.first(), 0, begins(circle, isGiven)));
        }
        for (int i = isGiven ? 1 : 0; i < way.size(); i++) {
            Blocked.Call call = way.get(i);
            String what = i == way.size() - 1 ? " waits for itself" : " is called";
            steps.add(
                    known.places().step(call.body(), call.at(), BlockingDetector.call(call.body(), call.at()) + what));
        }
        return steps;
    }

    private static String begins(Circle circle, boolean isGiven) {
        Blocked.Call given = circle.way().get(0);
        String by = isGiven ? ", by " + BlockingDetector.call(given.body(), given.at()) : "";
        return circle.thread().isEmpty() ? "is the code of what is waited for" + by : "runs on " + circle.thread() + by;
    }

    private static Confidence confidence(Circle circle) {
        int doubts = circle.doubts().size();
        return doubts == 0 ? Confidence.HIGH : doubts == 1 ? Confidence.MEDIUM : Confidence.LOW;
    }

    private static List<Evidence> evidence(Circle circle) {
        List<Evidence> evidence = new ArrayList<>();
        if (circle.doubts().isEmpty()) {
            evidence.add(new Evidence("same-object", "what is waited for is known to be that one"));
        }
        circle.doubts().forEach(doubt -> evidence.add(new Evidence("may-be-otherwise", doubt)));
        return evidence;
    }
}
