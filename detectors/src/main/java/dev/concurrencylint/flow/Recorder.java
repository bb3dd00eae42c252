package dev.concurrencylint.flow;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.models.Delivery;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Keeps what happens in the final states of a method. */
final class Recorder implements Events {
    private final Kinds kinds;
    private final boolean everyCall;
    private final Map<FlowResult.Kind, FlowResult.End> ends = new LinkedHashMap<>();
    private final SortedMap<Integer, SortedSet<Integer>> discharges = new TreeMap<>();
    private final Set<FlowResult.Application> applications = new LinkedHashSet<>();
    private final SortedMap<Integer, Set<LockKind>> underHold = new TreeMap<>();
    private final SortedSet<Integer> throwingUnheld = new TreeSet<>();
    private final Map<Integer, Integer> carried = new TreeMap<>();
    private final SortedSet<Integer> below = new TreeSet<>();
    private final SortedMap<Integer, FlowResult.StampFault> stampFaults = new TreeMap<>();
    private final NavigableMap<Integer, Set<FlowResult.CallMade>> calls = new TreeMap<>();
    private final NavigableMap<Integer, Value> observed = new TreeMap<>();
    private final SortedMap<Integer, SortedSet<Integer>> handOvers = new TreeMap<>();
    private final SortedMap<Integer, SortedSet<Integer>> partly = new TreeMap<>();
    private final SortedMap<Integer, FlowResult.TakenTwice> takenTwice = new TreeMap<>();
    private final SortedMap<Integer, FlowResult.TakenAgain> takenAgain = new TreeMap<>();
    private final SortedMap<Integer, Set<Value>> guarded = new TreeMap<>();
    private final SortedMap<Integer, Map<Value, FlowResult.Across>> across = new TreeMap<>();
    private final SortedMap<Integer, Delivery> left = new TreeMap<>();
    private final Set<Integer> runHere = new TreeSet<>();
    private final Set<Integer> bound = new TreeSet<>();

    Recorder(Kinds kinds, boolean everyCall) {
        this.kinds = kinds;
        this.everyCall = everyCall;
    }

    private void add(FlowResult.End end) {
        ends.merge(new FlowResult.Kind(end), end, FlowResult::merge);
    }

    @Override
    public void leave(int at, Alternative end, Value returned) {
        add(FlowResult.end(at, end, returned, null));
    }

    @Override
    public void escape(int at, Alternative end, Thrown thrown) {
        add(FlowResult.end(at, end, null, thrown));
    }

    @Override
    public void discharge(int at, Value synchroniser, List<Integer> sites) {
        discharges.computeIfAbsent(at, k -> new TreeSet<>()).addAll(sites);
    }

    @Override
    public void apply(int at, Value synchroniser, int delta, boolean held) {
        applications.add(new FlowResult.Application(at, synchroniser, delta, held));
    }

    @Override
    public void calling(int at, List<Value> arguments, Alternative before) {
        before.lost().taken().forEach(kind -> add(at, kind));
        if (before.holds().isEmpty() && !everyCall) {
            return;
        }
        Map<Value, List<Integer>> sure = new LinkedHashMap<>();
        Set<Value> perhaps = new LinkedHashSet<>();
        before.holds().forEach((name, hold) -> {
            if (hold.isExactly(1) && !before.doubtful()) {
                sure.put(name, hold.sites());
            } else if (hold.isHeld()) {
                perhaps.add(name);
            }
        });
        calls.computeIfAbsent(at, k -> new LinkedHashSet<>())
                .add(new FlowResult.CallMade(
                        at, arguments, Collections.unmodifiableMap(sure), Collections.unmodifiableSet(perhaps)));
        before.holds().forEach((name, hold) -> {
            if (hold.isHeld()) {
                add(at, kinds.of(name));
            }
        });
    }

    private void add(int at, LockKind kind) {
        underHold.computeIfAbsent(at, k -> new LinkedHashSet<>()).add(kind);
    }

    @Override
    public void stampFault(int at, FlowResult.StampFault.Kind kind, Value view, Value stamp) {
        stampFaults.putIfAbsent(at, new FlowResult.StampFault(at, kind, view, stamp));
    }

    @Override
    public void observe(int at, Value lock) {
        observed.putIfAbsent(at, lock);
    }

    @Override
    public void takenAgain(int at, Value taken, Value held, List<Integer> sites) {
        takenAgain.putIfAbsent(at, new FlowResult.TakenAgain(at, taken, held, sites));
    }

    @Override
    public void handOver(int at, Value permits, List<Integer> sites) {
        handOvers.computeIfAbsent(at, k -> new TreeSet<>()).addAll(sites);
    }

    @Override
    public void partly(int at, int site) {
        partly.computeIfAbsent(at, k -> new TreeSet<>()).add(site);
    }

    @Override
    public void takenTwice(int at, Value permits, int attempt) {
        takenTwice.putIfAbsent(at, new FlowResult.TakenTwice(at, permits, attempt));
    }

    @Override
    public void guarded(int at, Value synchroniser) {
        guarded.computeIfAbsent(at, k -> new LinkedHashSet<>()).add(synchroniser);
    }

    @Override
    public void leaves(int at, Value.Lambda lambda, Delivery delivery) {
        int place = Bound.place(lambda);
        if (place >= 0) {
            left.merge(place, delivery, (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
    }

    @Override
    public void bound(int at) {
        bound.add(at);
    }

    @Override
    public void runs(int at, Value.Lambda lambda) {
        runHere.add(Bound.place(lambda));
        bound.add(at);
    }

    @Override
    public void across(int at, FlowResult.Across one) {
        across.computeIfAbsent(at, k -> new LinkedHashMap<>()).putIfAbsent(one.lock(), one);
    }

    @Override
    public void mayThrowHoldingNothing(int at) {
        throwingUnheld.add(at);
    }

    @Override
    public void carried(int head, List<Integer> sites) {
        sites.forEach(site -> carried.putIfAbsent(site, head));
    }

    @Override
    public void carriedBelow(int head, List<Integer> sites) {
        below.addAll(sites);
    }

    /** Acquires whose hold a loop carries on, with the loop's head. */
    Map<Integer, Integer> carried() {
        return carried;
    }

    SortedMap<Integer, SortedSet<Integer>> discharges() {
        return discharges;
    }

    /**
     * All of it.
     *
     * @param leaks acquires whose hold a loop carries on though it gives it back on another turn, with the loop's head
     */
    FlowResult result(Code code, SortedMap<Integer, Integer> leaks, boolean bounded) {
        left.replaceAll((place, delivery) ->
                delivery == Delivery.ELSEWHERE && runHere.contains(place) ? Delivery.PERHAPS_ELSEWHERE : delivery);
        return new FlowResult(
                code,
                List.copyOf(ends.values()),
                discharges,
                List.copyOf(applications),
                underHold,
                throwingUnheld,
                leaks,
                below,
                List.copyOf(stampFaults.values()),
                List.copyOf(takenAgain.values()),
                observed,
                handOvers,
                partly,
                List.copyOf(takenTwice.values()),
                calls,
                guarded,
                across.values().stream().flatMap(here -> here.values().stream()).toList(),
                left,
                bound,
                bounded);
    }
}
