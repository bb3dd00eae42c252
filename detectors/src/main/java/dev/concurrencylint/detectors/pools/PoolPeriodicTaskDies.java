package dev.concurrencylint.detectors.pools;

import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.Names;
import dev.concurrencylint.pools.PoolFault;
import dev.concurrencylint.pools.PoolFault.Stop;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import dev.concurrencylint.summaries.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Tasks that run again and again, and never more once they have thrown. */
public final class PoolPeriodicTaskDies implements Detector {
    @Override
    public Rule rule() {
        return dev.concurrencylint.rules.pools.PoolPeriodicTaskDies.RULE;
    }

    @Override
    public List<Finding> detect(Known known) {
        return known.pools().stream().map(fault -> finding(fault, known)).toList();
    }

    private Finding finding(PoolFault fault, Known known) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(evidence(fault));
        fault.doubts().forEach(doubt -> evidence.add(new Evidence("doubt", doubt)));
        return new Finding(
                rule(),
                fault.confidence(),
                message(fault),
                known.places().of(fault.body(), fault.at()),
                Names.call(fault.body(), fault.at()),
                List.of(new Trace("", steps(fault, known))),
                evidence,
                "",
                Optional.empty(),
                ordinal(fault.body(), fault.at()));
    }

    private static String message(PoolFault fault) {
        String what = switch (fault.kind()) {
            case TASK_DIES -> "the task is never run again, and nobody is told";
            case TIMER_DIES -> "the timer ends, and runs none of its tasks again";
        };
        return "The task of `" + Names.call(fault.body(), fault.at()) + "`" + Names.at(fault.body(), fault.at())
                + " may throw " + exception(fault) + where(fault) + "; then " + what + ".";
    }

    private static String exception(PoolFault fault) {
        String type = fault.exception();
        return "`" + type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('$')) + 1) + "`";
    }

    private static Stop last(PoolFault fault) {
        return fault.stops().get(fault.stops().size() - 1);
    }

    /** What throws, in words. */
    private static String where(PoolFault fault) {
        Stop last = last(fault);
        String method = last.body().method().ref().name();
        boolean isElsewhere = !method.contains("$")
                && !last.body().method().equals(fault.body().method());
        String place = (isElsewhere ? " in `" + method + "()`" : "") + Names.at(last.body(), last.at());
        boolean isCall = last.body().code().at(last.at()) instanceof Call;
        return isCall ? " of `" + Names.call(last.body(), last.at()) + "`" + place : place;
    }

    private static List<Step> steps(PoolFault fault, Known known) {
        List<Step> steps = new ArrayList<>();
        steps.add(known.places()
                .step(
                        fault.body(),
                        fault.at(),
                        "`" + Names.call(fault.body(), fault.at())
                                + "` is given the task, and runs it until it throws"));
        List<Stop> stops = fault.stops();
        for (Stop stop : stops.subList(0, stops.size() - 1)) {
            steps.add(known.places()
                    .step(
                            stop.body(),
                            stop.at(),
                            "`" + Names.call(stop.body(), stop.at())
                                    + "` is called, outside of a handler that ends it"));
        }
        Stop last = last(fault);
        steps.add(known.places().step(last.body(), last.at(), exception(fault) + why(fault)));
        return steps;
    }

    private static String why(PoolFault fault) {
        return switch (fault.why()) {
            case WRAPPED -> " is thrown by a handler, where work has failed";
            case DECLARED -> " is declared by what is called, and nothing catches it";
            case ANNOUNCED -> " is declared by what is called, unchecked as it is, and nothing catches it";
            case JOINED -> " is thrown by the call, if what it waits for has failed";
            case RETHROWN -> " is thrown on by its handler";
            case THROWN -> " is thrown";
        };
    }

    private static Evidence evidence(PoolFault fault) {
        return switch (fault.why()) {
            case WRAPPED ->
                new Evidence("failure-wrapped", "a handler turns the failure of work into an unchecked exception");
            case DECLARED -> new Evidence("failure-declared", "a call declares the exception, and nothing catches it");
            case ANNOUNCED ->
                new Evidence("failure-announced", "a call declares the unchecked exception, and nothing catches it");
            case JOINED -> new Evidence("failure-joined", "a call throws, unchecked, what other work failed with");
            case RETHROWN -> new Evidence("failure-rethrown", "a handler throws on what it caught");
            case THROWN -> new Evidence("failure-thrown", "the code throws the exception itself");
        };
    }

    /** Which call of that method in the code it is. */
    private static int ordinal(Body body, int at) {
        String name = Names.call(body, at);
        return 1
                + (int) IntStream.range(0, at)
                        .filter(before -> body.code().at(before) instanceof Call
                                && Names.call(body, before).equals(name)
                                && body.line(before) < body.line(at))
                        .count();
    }
}
