package dev.concurrencylint.detectors.threads;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.Names;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.threads.ThreadFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A rule about one kind of fault in how threads are used. */
abstract class ThreadDetector implements Detector {
    private final Rule rule;
    private final ThreadFault.Kind kind;

    ThreadDetector(Rule rule, ThreadFault.Kind kind) {
        this.rule = rule;
        this.kind = kind;
    }

    @Override
    public final Rule rule() {
        return rule;
    }

    @Override
    public final List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        for (ThreadFault fault : known.threads()) {
            if (fault.kind() == kind) {
                findings.add(finding(fault, known));
            }
        }
        return findings;
    }

    private Finding finding(ThreadFault fault, Known known) {
        return new Finding(
                rule,
                fault.confidence(),
                message(fault),
                known.places().of(fault.body(), fault.at()),
                Names.call(fault.body(), fault.other()),
                List.of(new Trace("", steps(fault, known))),
                fault.evidence(),
                "",
                Optional.empty(),
                ordinal(fault, known.threads()));
    }

    /** Which fault of its kind in the method it is. */
    private static int ordinal(ThreadFault fault, List<ThreadFault> all) {
        return 1
                + (int) all.stream()
                        .filter(other -> other.kind() == fault.kind()
                                && other.body().method().equals(fault.body().method())
                                && other.at() < fault.at())
                        .count();
    }

    /** {@code `sleep()` at line 41}. */
    static String call(Body body, int at) {
        return "`" + Names.call(body, at) + "`" + Names.at(body, at);
    }

    /** The fault in words. */
    abstract String message(ThreadFault fault);

    abstract List<Step> steps(ThreadFault fault, Known known);
}
