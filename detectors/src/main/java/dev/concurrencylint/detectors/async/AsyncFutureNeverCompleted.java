package dev.concurrencylint.detectors.async;

import dev.concurrencylint.async.Unfinished;
import dev.concurrencylint.async.Unfinished.Stop;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Copy;
import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.Names;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import dev.concurrencylint.summaries.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Promises that are handed out and that some way through the code doesn't bring to an end. */
public final class AsyncFutureNeverCompleted implements Detector {
    @Override
    public Rule rule() {
        return dev.concurrencylint.rules.async.AsyncFutureNeverCompleted.RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        return known.unfinished().stream().map(one -> finding(one, known)).toList();
    }

    private Finding finding(Unfinished unfinished, Known known) {
        Body body = unfinished.body();
        return new Finding(
                rule(),
                confidence(unfinished),
                message(unfinished),
                known.places().of(body, unfinished.at()),
                Names.call(body, unfinished.at()),
                List.of(new Trace("", steps(unfinished, known))),
                List.of(evidence(unfinished)),
                "",
                Optional.empty(),
                ordinal(unfinished));
    }

    private static String message(Unfinished unfinished) {
        Stop last = last(unfinished);
        String where = where(last);
        String what = switch (unfinished.why()) {
            case NOBODY_HAS_IT ->
                "is handed out at" + Names.at(last.body(), last.at()).replace(" at", "")
                        + ", and nothing that could complete it ever has it";
            case A_WAY_FORGETS_IT -> "is handed out, and one way after " + where + " does not complete it";
            case NO_TURN_ENDS_IT -> "is handed out, and completed in a loop only, which may have no turn";
            case A_HANDLER_FORGETS_IT ->
                "is handed out, and not completed where an exception of " + where + " is caught";
            case AN_EXCEPTION_LEAVES_IT ->
                "is handed out, and not completed if " + where + " throws" + thrown(unfinished);
            case A_FAILURE_LEAVES_IT -> "is handed out, and completed only if what " + where + " follows succeeds";
            case A_SUCCESS_LEAVES_IT -> "is handed out, and completed only if what " + where + " follows fails";
        };
        return "The promise " + variable(unfinished) + "of `" + Names.call(unfinished.body(), unfinished.at()) + "`"
                + Names.at(unfinished.body(), unfinished.at()) + " " + what + ".";
    }

    /** The exceptions by their simple names. */
    private static String thrown(Unfinished unfinished) {
        return unfinished.thrown().isEmpty()
                ? ""
                : unfinished.thrown().stream()
                        .map(type -> type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('$')) + 1))
                        .distinct()
                        .collect(Collectors.joining(" or ", " ", ""));
    }

    private static Stop last(Unfinished unfinished) {
        return unfinished.stops().get(unfinished.stops().size() - 1);
    }

    /** The variable that it is kept in, where it is one. */
    private static String variable(Unfinished unfinished) {
        Body body = unfinished.body();
        int next = unfinished.at() + 1;
        String name = next < body.code().size() && body.code().at(next) instanceof Copy copy
                ? body.code().variable(copy.to(), next + 1)
                : null;
        return name == null ? "" : "`" + name + "` ";
    }

    private static String where(Stop stop) {
        return stop.body().code().at(stop.at()) instanceof Call
                ? "`" + Names.call(stop.body(), stop.at()) + "`" + Names.at(stop.body(), stop.at())
                : "line " + stop.body().line(stop.at());
    }

    private static List<Step> steps(Unfinished unfinished, Known known) {
        List<Step> steps = new ArrayList<>();
        steps.add(known.places().step(unfinished.body(), unfinished.at(), "makes the promise"));
        for (Stop stop : unfinished.stops()) {
            String what = switch (stop.role()) {
                case GIVEN -> "is the only one to be given it";
                case LEFT_OUT -> "fills what the loop goes over, and is left out where an exception is caught";
                case FORGOTTEN -> forgotten(unfinished.why());
            };
            steps.add(known.places().step(stop.body(), stop.at(), where(stop) + " " + what));
        }
        return steps;
    }

    private static String forgotten(Unfinished.Why why) {
        return switch (why) {
            case NOBODY_HAS_IT -> "hands out what only follows it";
            case A_WAY_FORGETS_IT -> "decides, and one way does not complete it";
            case NO_TURN_ENDS_IT -> "is reached without a turn of the loop that completes it";
            case A_HANDLER_FORGETS_IT -> "may throw, and the handler does not complete it";
            case AN_EXCEPTION_LEAVES_IT -> "may throw, and nobody completes it then";
            case A_FAILURE_LEAVES_IT -> "runs what completes it after a success only";
            case A_SUCCESS_LEAVES_IT -> "runs what completes it after a failure only";
        };
    }

    private static Confidence confidence(Unfinished unfinished) {
        return switch (unfinished.certainty()) {
            case SEEN -> Confidence.HIGH;
            case LIKELY -> Confidence.MEDIUM;
            case ASSUMED -> Confidence.LOW;
        };
    }

    private static Evidence evidence(Unfinished unfinished) {
        return switch (unfinished.certainty()) {
            case SEEN -> new Evidence("each-step-is-seen", "the code shows each step");
            case LIKELY -> new Evidence("one-step-is-likely", "one step is likely, and not shown by the code");
            case ASSUMED -> new Evidence("one-step-is-assumed", "one step may never happen");
        };
    }

    private static int ordinal(Unfinished unfinished) {
        Body body = unfinished.body();
        String name = Names.call(body, unfinished.at());
        return 1
                + (int) IntStream.range(0, unfinished.at())
                        .filter(at -> body.code().at(at) instanceof Call
                                && Names.call(body, at).equals(name))
                        .count();
    }
}
