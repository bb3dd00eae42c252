package dev.concurrencylint.detectors.monitors;

import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.Names;
import dev.concurrencylint.detectors.StableNames;
import dev.concurrencylint.detectors.WaySteps;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.waiting.WaitFault;
import java.util.ArrayList;
import java.util.List;

/** What findings about waiting have in common: how they speak of the call, of its object and of the ways that lead there. */
final class WaitFinding {
    private final WaitFault fault;
    private final Known known;
    private final List<Step> steps = new ArrayList<>();

    WaitFinding(WaitFault fault, Known known) {
        this.fault = fault;
        this.known = known;
    }

    WaitFault fault() {
        return fault;
    }

    /** {@code `wait()` at line 41}. */
    String call() {
        return call(fault.body(), fault.at());
    }

    private static String call(Body body, int at) {
        return "`" + Names.call(body, at) + "`" + Names.at(body, at);
    }

    /** {@code  at line 41}: the place of the report. */
    String at() {
        return Names.at(fault.body(), fault.at());
    }

    /** {@code `this.lock`}: what the call is made on. */
    String object() {
        return name(fault.object());
    }

    /** What has to be held. */
    String lock() {
        Value lock = fault.lock();
        return lock == null ? object() : name(lock);
    }

    private String name(Value value) {
        return "`" + Names.of(value, home().body(), home().at()) + "`";
    }

    /** Where the object has its name: where the fault stands, or where is waited for what is changed there. */
    private WaitFault.Other home() {
        return fault.kind() == WaitFault.Kind.MISSING
                ? fault.others().get(0)
                : new WaitFault.Other(fault.body(), fault.at(), "");
    }

    /** A step at the place of the report. */
    WaitFinding step(String message) {
        return step(fault.body(), fault.at(), message);
    }

    private WaitFinding step(Body body, int at, String message) {
        steps.add(known.places().step(body, at, message));
        return this;
    }

    /** A step for each of the other places. */
    WaitFinding stepsOfOthers() {
        fault.others().forEach(other -> step(other.body(), other.at(), call(other) + other.what()));
        return this;
    }

    private static String call(WaitFault.Other other) {
        boolean isCall = other.body().code().at(other.at()) instanceof dev.concurrencylint.code.Instruction.Call;
        return isCall ? call(other.body(), other.at()) + ' ' : "";
    }

    /** The ways on which it is not held, the calls of each in their order. */
    WaitFinding stepsOfWays() {
        steps.addAll(WaySteps.of(fault.body(), fault.at(), fault.witnesses(), known.places()));
        return this;
    }

    Finding finding(Rule rule, String message) {
        return new Finding(
                rule,
                fault.confidence(),
                message,
                known.places().of(fault.body(), fault.at()),
                StableNames.in(home().body(), known.places()).of(fault.object()),
                List.of(new Trace("", steps)),
                fault.evidence(),
                "",
                Names.field(fault.object()),
                ordinal());
    }

    /** Which call of that method in the code it is. */
    private int ordinal() {
        String name = Names.call(fault.body(), fault.at());
        return 1
                + (int) java.util.stream.IntStream.range(0, fault.at())
                        .filter(at -> fault.body().code().at(at) instanceof dev.concurrencylint.code.Instruction.Call
                                && Names.call(fault.body(), at).equals(name)
                                && fault.body().line(at) < fault.body().line(fault.at()))
                        .count();
    }
}
