package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.models.WaitOperation;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.Summaries;
import dev.concurrencylint.waiting.WaitFault.Kind;
import dev.concurrencylint.waiting.Waiters.Waiter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether those who wake wake the right ones, have something to tell, and come at all. */
final class Wakers {
    private final Summaries summaries;
    private final Moments moments;
    private final Objects objects;
    private final Holders holders;
    private final Waiters shapes;
    private final Changed changed;
    private final WaitModel model;
    /** Those who wait and those who wake, by the object that both know. */
    private final Map<String, List<Waiter>> waiters = new TreeMap<>();

    private final Map<String, List<WaitSite>> wakers = new TreeMap<>();
    /** Methods that wake somebody, who is not known or who is not woken after all. */
    private final Set<MethodInfo> vague;

    private final List<WaitFault> faults = new ArrayList<>();

    Wakers(
            Summaries summaries,
            Moments moments,
            Objects objects,
            Holders holders,
            Waiters shapes,
            Changed changed,
            WaitModel model,
            List<WaitSite> sites,
            Collection<Waiter> waiting,
            Set<MethodInfo> failing) {
        this.vague = new HashSet<>(failing);
        this.summaries = summaries;
        this.moments = moments;
        this.objects = objects;
        this.holders = holders;
        this.shapes = shapes;
        this.changed = changed;
        this.model = model;
        for (Waiter waiter : waiting) {
            String key = key(waiter.site());
            if (key != null) {
                waiters.computeIfAbsent(key, k -> new ArrayList<>()).add(waiter);
            }
        }
        for (WaitSite site : sites) {
            String key = site.operation().waits() ? null : key(site);
            if (key == null && !site.operation().waits()) {
                vague.add(site.body().method());
            }
            if (key != null) {
                wakers.computeIfAbsent(key, k -> new ArrayList<>()).add(site);
            }
        }
    }

    /** The name by which all methods know the object of the call; null where the ways to it don't agree. */
    private @Nullable String key(WaitSite site) {
        Set<String> keys = new HashSet<>();
        for (State state : site.states()) {
            String key = objects.key(site.receiver(state), site.body());
            if (key == null) {
                return null;
            }
            keys.add(key);
        }
        return keys.size() == 1 ? keys.iterator().next() : null;
    }

    List<WaitFault> judge() {
        wakers.forEach((key, sites) -> {
            List<Waiter> here = waiters.getOrDefault(key, List.of());
            for (WaitSite site : sites) {
                if (!here.isEmpty() && !naked(site, here) && site.operation() == WaitOperation.WAKE_ONE) {
                    oneOfMany(site, here);
                }
            }
        });
        waiters.forEach((key, here) -> {
            List<WaitSite> sites = wakers.getOrDefault(key, List.of());
            if (!sites.isEmpty()) {
                here.forEach(waiter -> twoLocks(waiter, sites));
            }
            if (!sites.isEmpty() || changed.isKept(key)) {
                faults.addAll(new Silences(summaries, moments, shapes, changed, model, vague, here, sites).judge());
            }
        });
        return faults;
    }

    // ---- one of many -------------------------------------------------------------------------------------

    private void oneOfMany(WaitSite site, List<Waiter> all) {
        List<Waiter> tested = all.stream().filter(Waiter::testedFirst).toList();
        boolean chooses = wakers.getOrDefault(key(site), List.of()).stream()
                .anyMatch(other -> other.operation() == WaitOperation.WAKE_ALL
                        && other.body().method().equals(site.body().method()));
        if (tested.isEmpty() || chooses) {
            return;
        }
        List<Waiter> patient = tested.stream()
                .filter(waiter -> !waiter.isTimed() || !waiter.retested())
                .toList(); // others look again by themselves
        Waiter first = patient.isEmpty() ? tested.get(0) : patient.get(0);
        Waiter other = null;
        for (Waiter waiter : tested) {
            boolean isOther = patient.contains(waiter)
                    ? areDifferent(waiter, first)
                    : !waiter.site().isShort() && areApart(waiter, first);
            if (isOther) {
                other = waiter;
            }
        }
        List<WaitFault.Other> others = new ArrayList<>();
        Evidence evidence;
        if (other != null) {
            evidence = new Evidence("wait-for-other-things", "threads wait on it for different things");
            others.add(other(first, "waits for one thing"));
            others.add(other(other, "waits for another"));
        } else if (patient.stream().anyMatch(Waiter::ofCaller)) {
            evidence = new Evidence("each-for-its-own", "each thread waits for something of its own");
            others.add(other(first, "waits for what its caller asks for"));
        } else if (isForAll(site, tested)) {
            evidence = new Evidence(
                    "all-may-go-on", "what has changed lets all of them go on, and none of them takes it back");
            others.add(other(first, "waits for it"));
        } else {
            return;
        }
        faults.add(WaitFault.of(Kind.ONE_OF_MANY, site, site.object(), null, Confidence.MEDIUM, evidence, others));
    }

    /** Whether they wait for different things, not only in other words. */
    private static boolean areDifferent(Waiter one, Waiter other) {
        return !one.fields().equals(other.fields())
                || !one.asks().equals(other.asks()) && operands(one).equals(operands(other));
    }

    /** Whether each waits for something that the other does not ask. */
    private static boolean areApart(Waiter one, Waiter other) {
        return !one.fields().containsAll(other.fields()) && !other.fields().containsAll(one.fields());
    }

    private static SortedSet<String> operands(Waiter waiter) {
        SortedSet<String> operands = new TreeSet<>();
        waiter.asks().forEach(words -> operands.add(words.substring(words.indexOf('['))));
        return operands;
    }

    /** Whether the method has changed something for good that all of them wait for: none of those who wait changes it. */
    private boolean isForAll(WaitSite site, List<Waiter> all) {
        Body body = site.body();
        Set<String> fields = new TreeSet<>(all.get(0).fields());
        all.forEach(waiter -> fields.retainAll(waiter.fields()));
        for (int at = 0; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof WriteField write) {
                String field = changed.name(write);
                if (fields.contains(field)
                        && isConstant(body, at, write)
                        && body.code().reachableNormally(at).get(site.at())
                        && all.stream()
                                .noneMatch(
                                        waiter -> changed.writes(waiter.site().body(), field))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isConstant(Body body, int at, WriteField write) {
        return moments.at(body, at).stream()
                .allMatch(state -> state.get(write.from()) instanceof Value.Int
                        || state.get(write.from()) instanceof Value.Parameter
                        || state.get(write.from()) instanceof Value.Literal);
    }

    private static WaitFault.Other other(Waiter waiter, String what) {
        return new WaitFault.Other(waiter.site().body(), waiter.site().at(), what);
    }

    // ---- naked -------------------------------------------------------------------------------------------

    private boolean naked(WaitSite site, List<Waiter> all) {
        Set<String> fields = new TreeSet<>();
        for (Waiter waiter : all) {
            boolean isPause = waiter.isTimed() && !waiter.retested();
            if (isPause || !waiter.testedFirst() || waiter.fields().isEmpty() || !changed.isKept(waiter)) {
                return false;
            }
            fields.addAll(waiter.all());
        }
        Body body = site.body();
        boolean isHandler = !body.code().reachable(List.of(0), new BitSet()).get(site.at());
        if (isHandler || isAsked(site, fields) || isChangedAround(body.method(), fields, 3, new HashSet<>())) {
            return false;
        }
        faults.add(WaitFault.of(
                Kind.NAKED,
                site,
                site.object(),
                null,
                Confidence.MEDIUM,
                new Evidence("nothing-changed", "neither the method nor a caller changes what is tested"),
                List.of(other(all.get(0), "tests something else"))));
        return true;
    }

    private boolean isAsked(WaitSite site, Set<String> fields) {
        return new Structure(site.body().code())
                .testsBefore(site.at()).stream()
                        .anyMatch(test ->
                                changed.fieldsOf(site.body(), test).stream().anyMatch(fields::contains));
    }

    private boolean isChangedAround(MethodInfo method, Set<String> fields, int depth, Set<MethodInfo> seen) {
        Body body = moments.body(method);
        if (body == null || depth == 0 || changed.mayChange(body, fields)) {
            return true;
        }
        if (!seen.add(method)) {
            return false;
        }
        if (!summaries.graph().makers(method).isEmpty() || summaries.graph().overridesLibrary(method)) {
            return true;
        }
        return summaries.graph().callers(method).stream()
                .anyMatch(caller -> isChangedAround(caller, fields, depth - 1, seen));
    }

    // ---- two locks ---------------------------------------------------------------------------------------

    private void twoLocks(Waiter waiter, List<WaitSite> sites) {
        WaitSite site = waiter.site();
        if (waiter.isTimed()) {
            return;
        }
        State state = site.states().get(0);
        Wanted wanted = waiter.wanted();
        if (wanted == null) {
            return;
        }
        Set<Wanted> kept = new LinkedHashSet<>();
        holders.monitors(site.body(), state).forEach(monitor -> kept.add(new Wanted(monitor, WaitModel.On.MONITOR)));
        state.locks().stream()
                .filter(lock -> !(lock instanceof Value.Permits))
                .forEach(lock -> kept.add(new Wanted(lock, WaitModel.On.LOCK)));
        kept.remove(wanted);
        for (Wanted other : kept) {
            boolean different = other.on() != wanted.on()
                    || objects.areDifferent(
                            other.object().synchroniser(), wanted.object().synchroniser(), site.body());
            if (different
                    && holders.local(site.body(), state, other) == Holders.Local.HELD
                    && sites.stream().allMatch(wake -> needs(wake, other, site.body()))) {
                faults.add(WaitFault.of(
                        Kind.TWO_LOCKS,
                        site,
                        site.object(),
                        other.object(),
                        Confidence.HIGH,
                        new Evidence("notifier-needs-it", "all who wake take it before"),
                        sites.stream()
                                .limit(3)
                                .map(wake -> new WaitFault.Other(wake.body(), wake.at(), "needs it to wake"))
                                .toList()));
                return;
            }
        }
    }

    /** Whether the one who wakes holds it, too, wherever it wakes. */
    private boolean needs(WaitSite wake, Wanted other, Body waiter) {
        String key = objects.key(other.object(), waiter);
        if (key == null) {
            return false;
        }
        for (State state : wake.states()) {
            List<Value> held = other.isMonitor() ? holders.monitors(wake.body(), state) : List.copyOf(state.locks());
            if (held.stream().anyMatch(one -> key.equals(objects.key(one, wake.body())))) {
                continue;
            }
            boolean sameClass = wake.body()
                            .method()
                            .ref()
                            .owner()
                            .equals(waiter.method().ref().owner())
                    && !wake.body().method().isStatic()
                    && !waiter.method().isStatic();
            Answer answer = new Answer();
            if (sameClass) {
                holders.ask(wake.body(), state, other, answer);
            }
            if (!answer.isHeldBySome() || answer.isUnclear() || !answer.open().isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
