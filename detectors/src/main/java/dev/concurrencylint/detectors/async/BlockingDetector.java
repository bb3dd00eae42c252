package dev.concurrencylint.detectors.async;

import dev.concurrencylint.async.Blocked;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.Names;
import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import dev.concurrencylint.summaries.Body;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A rule about threads of one kind that must not wait. */
abstract class BlockingDetector implements Detector {
    private static final int MOST_STARTS = 50;
    private static final int MOST_CHOICES = 3;
    private static final int SHORT = 5;
    /** Milliseconds: hardly longer than what work a loop has to do in a turn. */
    private static final long SHORT_WAIT = 10;

    private final Rule rule;
    private final AsyncModel.Kind kind;

    BlockingDetector(Rule rule, AsyncModel.Kind kind) {
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
        for (Blocked blocked : known.blocked()) {
            if (blocked.kind() == kind) {
                findings.add(finding(blocked, known));
            }
        }
        return findings;
    }

    private Finding finding(Blocked blocked, Known known) {
        Blocked.Start first = blocked.starts().get(0);
        List<Trace> traces = blocked.starts().stream()
                .limit(MOST_STARTS)
                .map(start -> new Trace("", steps(start, known)))
                .toList();
        return new Finding(
                rule,
                confidence(blocked),
                message(blocked, first),
                known.places().of(blocked.body(), blocked.at()),
                Names.call(blocked.body(), blocked.at()),
                traces,
                evidence(blocked),
                "",
                Optional.empty(),
                ordinal(blocked));
    }

    /** The sentence of the finding. */
    String message(Blocked blocked, Blocked.Start first) {
        int others = blocked.starts().size() - 1;
        return waiting(blocked) + (isSure(blocked) ? " waits on " : " may wait on ")
                + first.context().name()
                + (others == 0 ? "" : ", and so do " + others + " more ways there") + "; "
                + first.context().offer() + ".";
    }

    /** What waits: the call, or the method that it is given. */
    private static String waiting(Blocked blocked) {
        String call = call(blocked.body(), blocked.at());
        return blocked.reference()
                .map(method -> "`" + Names.method(method) + "`, given to " + call + ",")
                .orElse(call);
    }

    private static boolean isSure(Blocked blocked) {
        return blocked.certainty() == AsyncModel.Certainty.ALWAYS;
    }

    private static boolean isShort(Blocked blocked) {
        return blocked.bound().isPresent() && blocked.bound().getAsLong() <= SHORT_WAIT;
    }

    /** The way from where it begins to the call. */
    List<Step> steps(Blocked.Start start, Known known) {
        List<Step> steps = new ArrayList<>();
        if (start.isTaken()) {
            Blocked.Call taking = start.calls().get(0);
            steps.add(known.places()
                    .step(
                            taking.body(),
                            taking.at(),
                            call(taking.body(), taking.at()) + " takes it to "
                                    + start.context().name()));
            return steps;
        }
        boolean isGiven = !start.calls().get(0).body().equals(start.body());
        String by = isGiven
                ? ", by "
                        + call(start.calls().get(0).body(), start.calls().get(0).at())
                : "";
        steps.add(known.places()
                .step(start.body(), 0, "runs on " + start.context().name() + by));
        List<Blocked.Call> calls = start.calls();
        for (int i = isGiven ? 1 : 0; i < calls.size(); i++) {
            Blocked.Call call = calls.get(i);
            String what = i == calls.size() - 1 ? " waits" : " is called";
            steps.add(known.places().step(call.body(), call.at(), call(call.body(), call.at()) + what));
        }
        return steps;
    }

    static String call(Body body, int at) {
        return "`" + Names.call(body, at) + "`" + Names.at(body, at);
    }

    /** Without a doubt it is high, with one medium, with more low. */
    private Confidence confidence(Blocked blocked) {
        int doubts = doubts(blocked);
        return doubts == 0 ? Confidence.HIGH : doubts == 1 ? Confidence.MEDIUM : Confidence.LOW;
    }

    /** On the surest way. */
    private int doubts(Blocked blocked) {
        int way = blocked.starts().stream().mapToInt(this::doubts).min().orElse(0);
        return way
                + (isSure(blocked) ? 0 : 2)
                + (isShort(blocked) ? 1 : 0)
                + (blocked.mayBeDone() && !mayWait() ? 1 : 0);
    }

    /** Whether the threads may be such that can wait. */
    private boolean mayWait() {
        return kind == AsyncModel.Kind.STAGE || kind == AsyncModel.Kind.COMMON_POOL;
    }

    /** How many things may be otherwise. */
    int doubts(Blocked.Start start) {
        int others = start.choices() == 1 ? 0 : start.choices() <= MOST_CHOICES ? 1 : 2;
        return (mayWait() ? 1 : 0) + others + (start.calls().size() <= SHORT ? 0 : 1);
    }

    /** What speaks for it and against it. */
    List<Evidence> evidence(Blocked blocked) {
        Blocked.Start surest = blocked.starts().stream()
                .min(Comparator.comparingInt(this::doubts))
                .orElseThrow();
        List<Evidence> evidence = new ArrayList<>();
        if (!isSure(blocked)) {
            evidence.add(new Evidence("may-not-wait", "the call waits only at times, or not for long"));
        }
        if (blocked.mayBeDone()) {
            evidence.add(new Evidence(
                    "may-be-done",
                    "elsewhere the program goes on when the same future is done, so it may be done here"));
        }
        if (blocked.bound().isPresent()) {
            evidence.add(new Evidence(
                    "bounded", "it waits for at most " + blocked.bound().getAsLong() + " ms"));
        }
        evidence.add(
                surest.choices() == 1
                        ? new Evidence("each-call-is-known", "each call on the way can only be that one")
                        : new Evidence("one-of-several", "a call on the way may be another one"));
        if (surest.calls().size() > SHORT) {
            evidence.add(new Evidence("long-way", "many calls lie between"));
        }
        return evidence;
    }

    private static int ordinal(Blocked blocked) {
        return ordinal(blocked.body(), blocked.at());
    }

    /** Which of the method's calls of that name it is, from 1 on. */
    static int ordinal(Body body, int call) {
        String name = Names.call(body, call);
        return 1
                + (int) java.util.stream.IntStream.range(0, call)
                        .filter(at -> body.code().at(at) instanceof Call
                                && Names.call(body, at).equals(name))
                        .count();
    }
}
