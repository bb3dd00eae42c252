package dev.concurrencylint.detectors.locks;

import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Throw;
import dev.concurrencylint.detectors.Names;
import dev.concurrencylint.detectors.Places;
import dev.concurrencylint.detectors.StableNames;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Fault;
import dev.concurrencylint.summaries.Judged;
import java.util.ArrayList;
import java.util.List;

/** What findings about one lock in one method have in common: how they speak of the lock, the acquire and the end. */
final class LockFinding {
    private final Judged judged;
    private final Places places;
    private final List<Step> steps = new ArrayList<>();

    LockFinding(Judged judged, Places places) {
        this.judged = judged;
        this.places = places;
    }

    Body body() {
        return judged.summary().body();
    }

    Fault fault() {
        return judged.fault();
    }

    String lock() {
        return nameOf(fault().lock(), fault().site());
    }

    /** The name of another lock, as it is called where it is used. */
    String nameOf(Value lock, int at) {
        if (fault().stamped() && lock instanceof Value.View view) {
            return "the " + (view.write() ? "write" : "read") + " mode of `" + Names.of(view.lock(), body(), at) + "`";
        }
        return "`" + Names.of(lock, body(), at) + "`";
    }

    /** {@code `lock()` at line 41}. */
    String call(int at) {
        String name = "the code";
        if (body().code().at(at) instanceof Call) {
            name = "`" + Names.call(body(), at) + "`";
        } else if (body().code().at(at) instanceof Throw) {
            name = "the `throw`";
        }
        return name + Names.at(body(), at);
    }

    String line(int at) {
        return Names.at(body(), at);
    }

    LockFinding step(int at, String message) {
        steps.add(places.step(body(), at, message));
        return this;
    }

    /** The exceptions on the way, in the order of the code. */
    LockFinding stepsOfThrowing(End end) {
        List<Integer> raising = new ArrayList<>(end.assumptions());
        end.origins().stream().filter(at -> !raising.contains(at)).forEach(raising::add);
        raising.stream().sorted().limit(4).forEach(at -> {
            String name = call(at);
            step(at, end.assumptions().contains(at) ? name + " is assumed to throw" : name + " throws");
        });
        return this;
    }

    /** The callers that don't do their half, each a step. */
    LockFinding stepsOfCallers(String what) {
        for (Judged.CallerSite site :
                judged.callers().subList(0, Math.min(5, judged.callers().size()))) {
            steps.add(places.step(
                    site.caller().body(),
                    site.at(),
                    "`" + site.caller().method().ref().name() + "` calls `"
                            + body().method().ref().name() + "` and " + what));
        }
        return this;
    }

    Finding finding(Rule rule, String message) {
        StableNames names = StableNames.in(body(), places);
        return new Finding(
                rule,
                judged.confidence(),
                message,
                places.of(body(), fault().site()),
                names.of(fault().lock()),
                List.of(new Trace("", steps)),
                judged.evidence(),
                "",
                Names.field(fault().lock()),
                ordinal(names));
    }

    /** Which use of the lock in the code it is, by lines; faulty or not, so that a repair of one moves no other. */
    private int ordinal(StableNames names) {
        int line = body().line(fault().site());
        String lock = names.of(fault().lock());
        return 1
                + (int) judged.summary().flow().applications().stream()
                        .filter(use -> use.delta() > 0 == isAcquire()
                                && names.of(use.synchroniser()).equals(lock))
                        .mapToInt(use -> body().line(use.at()))
                        .filter(other -> other < line)
                        .distinct()
                        .count();
    }

    private boolean isAcquire() {
        return judged.summary().flow().applications().stream()
                .noneMatch(use -> use.at() == fault().site() && use.delta() < 0);
    }
}
