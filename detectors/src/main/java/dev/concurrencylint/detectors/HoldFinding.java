package dev.concurrencylint.detectors;

import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Throw;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.Protocol;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Fault;
import dev.concurrencylint.summaries.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What findings about one lock, or the permits of one semaphore, in one method have in common: how they speak of it, the acquire and the end. */
public final class HoldFinding {
    private final Judged judged;
    private final Places places;
    private final List<Step> steps = new ArrayList<>();

    public HoldFinding(Judged judged, Places places) {
        this.judged = judged;
        this.places = places;
    }

    public Body body() {
        return judged.summary().body();
    }

    public Fault fault() {
        return judged.fault();
    }

    public String lock() {
        return nameOf(fault().lock(), fault().site());
    }

    /** The name of another lock, as it is called where it is used. */
    public String nameOf(Value lock, int at) {
        if (fault().protocol() == Protocol.STAMP && lock instanceof Value.View view) {
            return "the " + (view.write() ? "write" : "read") + " mode of `" + Names.of(view.lock(), body(), at) + "`";
        }
        if (lock instanceof Value.Permits permits) {
            return amount(permits.amount(), at) + " of `" + Names.of(permits.semaphore(), body(), at) + "`";
        }
        return "`" + Names.of(lock, body(), at) + "`";
    }

    /** How many permits: {@code a permit}, {@code 3 permits}, {@code permits}. */
    private String amount(Value amount, int at) {
        if (amount.equals(new Value.Int(1))) {
            return "a permit";
        }
        if (amount instanceof Value.Int) {
            return amount + " permits";
        }
        return amount.isPath() ? "`" + Names.of(amount, body(), at) + "` permits" : "permits";
    }

    /** {@code `lock()` at line 41}. */
    public String call(int at) {
        String name = "the code";
        if (body().code().at(at) instanceof Call) {
            name = "`" + Names.call(body(), at) + "`";
        } else if (body().code().at(at) instanceof Throw) {
            name = "the `throw`";
        }
        return name + Names.at(body(), at);
    }

    public String line(int at) {
        return Names.at(body(), at);
    }

    public HoldFinding step(int at, String message) {
        steps.add(places.step(body(), at, message));
        return this;
    }

    /** The exceptions on the way, in the order of the code. */
    public HoldFinding stepsOfThrowing(End end) {
        List<Integer> raising = new ArrayList<>(end.assumptions());
        end.origins().stream().filter(at -> !raising.contains(at)).forEach(raising::add);
        raising.stream().sorted().limit(4).forEach(at -> {
            String name = call(at);
            step(at, end.assumptions().contains(at) ? name + " is assumed to throw" : name + " throws");
        });
        return this;
    }

    /** Whether the release gives back a part only of what was taken together. */
    public boolean isPartOf(int release) {
        return judged.summary().flow().partly().containsKey(release);
    }

    /** The acquires whose permits the release gives back, whole or in part. */
    public List<Integer> partners(int release) {
        SortedSet<Integer> partners = new TreeSet<>();
        partners.addAll(judged.summary().flow().partly().getOrDefault(release, new TreeSet<>()));
        partners.addAll(judged.summary().flow().discharges().getOrDefault(release, new TreeSet<>()));
        return List.copyOf(partners);
    }

    /** The attempts that got permits before more of them are waited for. */
    public List<Integer> attempts(int second) {
        return judged.summary().flow().takenTwice().stream()
                .filter(twice -> twice.at() == second)
                .map(FlowResult.TakenTwice::attempt)
                .toList();
    }

    /** The callers that don't do their half, each a step. */
    public HoldFinding stepsOfCallers(String what) {
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

    /** The places in other methods, each a step. */
    public HoldFinding stepsElsewhere(String what) {
        judged.callers().forEach(site -> steps.add(places.step(site.caller().body(), site.at(), what)));
        return this;
    }

    public Finding finding(Rule rule, String message) {
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
        return 1
                + (int) uses(names.of(fault().lock()), names)
                        .map(at -> body().line(at))
                        .filter(other -> other < line)
                        .distinct()
                        .count();
    }

    /** Where the lock of that name is used as it is at the fault's place: taken, given back, or only asked. */
    private IntStream uses(String lock, StableNames names) {
        FlowResult flow = judged.summary().flow();
        if (flow.observed().containsKey(fault().site())) {
            return flow.observed().entrySet().stream()
                    .filter(asked -> names.of(asked.getValue()).equals(lock))
                    .mapToInt(Map.Entry::getKey);
        }
        return flow.applications().stream()
                .filter(use -> use.delta() > 0 == isAcquire()
                        && names.of(use.synchroniser()).equals(lock))
                .mapToInt(FlowResult.Application::at);
    }

    /** Whether the place of the fault is where something is given back. */
    public boolean isRelease() {
        return !isAcquire();
    }

    private boolean isAcquire() {
        return judged.summary().flow().applications().stream()
                .noneMatch(use -> use.at() == fault().site() && use.delta() < 0);
    }
}
