package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Comparison;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Branch;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.models.WaitOperation;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Summaries;
import dev.concurrencylint.waiting.WaitFault.Kind;
import dev.concurrencylint.waiting.Waiters.Waiter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    private static final Set<String> MAKERS = Set.of(
            "readObject", "readExternal", "readResolve", "clone"); // java.io.Serializable, Externalizable, Object

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
                missing(here, sites);
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
        for (Waiter waiter : patient) {
            if (areDifferent(waiter, first)) {
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
        add(Kind.ONE_OF_MANY, site.body(), site.at(), site, null, Confidence.MEDIUM, evidence, others);
    }

    /** Whether they wait for different things, not only in other words. */
    private static boolean areDifferent(Waiter one, Waiter other) {
        return !one.fields().equals(other.fields())
                || !one.asks().equals(other.asks()) && operands(one).equals(operands(other));
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
        add(
                Kind.NAKED,
                body,
                site.at(),
                site,
                null,
                Confidence.MEDIUM,
                new Evidence("nothing-changed", "neither the method nor a caller changes what is tested"),
                List.of(other(all.get(0), "tests something else")));
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
                add(
                        Kind.TWO_LOCKS,
                        site.body(),
                        site.at(),
                        site,
                        other.object(),
                        Confidence.HIGH,
                        new Evidence("notifier-needs-it", "all who wake take it before"),
                        sites.stream()
                                .limit(3)
                                .map(wake -> new WaitFault.Other(wake.body(), wake.at(), "needs it to wake"))
                                .toList());
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
            Holders.Answer answer = new Holders.Answer();
            if (sameClass) {
                holders.ask(wake.body(), state, other, answer);
            }
            if (!answer.isHeldBySome() || answer.isUnclear() || !answer.open().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    // ---- missing -----------------------------------------------------------------------------------------

    /** @param ends whether the change alone ends a wait */
    private record Change(Body body, int at, String field, Object kind, boolean ends) {}

    /** Changes of one kind, some of which are told to those who wait, and some are not. */
    private void missing(List<Waiter> all, List<WaitSite> sites) {
        if (all.stream().anyMatch(waiter -> waiter.isTimed() || !waiter.testedFirst())) {
            return;
        }
        SortedSet<String> fields = new TreeSet<>();
        all.forEach(waiter -> fields.addAll(waiter.fields()));
        Map<Change, Boolean> changes = new LinkedHashMap<>();
        for (String field : fields) {
            for (Body body : changed.writers(field)) {
                addChanges(body, field, all, sites, changes);
            }
        }
        Set<List<Object>> told = new HashSet<>();
        changes.forEach((change, isTold) -> {
            if (isTold) {
                told.add(List.of(change.field(), change.kind()));
            }
        });
        changes.forEach((change, isTold) -> {
            MethodInfo method = change.body().method();
            if (!isTold
                    && (change.ends() || told.contains(List.of(change.field(), change.kind())))
                    && all.stream()
                            .noneMatch(waiter -> waiter.site().body().method().equals(method))
                    && !makes(method)
                    && all.stream()
                            .anyMatch(waiter ->
                                    mayMeet(method, waiter.site().body().method()))
                    && !isToldLater(method, sites, 3, new HashSet<>())) {
                Waiter waiter = all.stream()
                        .filter(one -> one.fields().contains(change.field()))
                        .findFirst()
                        .orElse(all.get(0));
                List<WaitFault.Other> others = new ArrayList<>(List.of(other(waiter, "waits for it")));
                sites.stream()
                        .limit(2)
                        .forEach(wake -> others.add(new WaitFault.Other(wake.body(), wake.at(), "wakes")));
                faults.add(new WaitFault(
                        Kind.MISSING,
                        change.body(),
                        change.at(),
                        waiter.site().receiver(waiter.site().states().get(0)),
                        null,
                        waiter.site().on(),
                        null,
                        change.ends() ? Confidence.HIGH : Confidence.MEDIUM,
                        List.of(
                                change.ends()
                                        ? new Evidence("ends-the-wait", "those who wait test it, and would go on")
                                        : new Evidence(
                                                "told-elsewhere",
                                                "other code that changes it so wakes those who wait")),
                        List.of(),
                        others));
            }
        });
    }

    /** Whether the method makes its object, which nobody else has yet: a constructor, or what stands for one when it is read or copied. */
    private static boolean makes(MethodInfo method) {
        return method.isConstructor()
                || method.isStaticInitialiser()
                || MAKERS.contains(method.ref().name());
    }

    /** Whether both may run on one object, where one of them is the other's heir or they are of different families. */
    private boolean mayMeet(MethodInfo one, MethodInfo other) {
        String a = one.ref().owner();
        String b = other.ref().owner();
        return one.isStatic()
                || other.isStatic()
                || changed.isHeir(a, b)
                || changed.isHeir(b, a)
                || !changed.haveCommonParent(a, b);
    }

    private void addChanges(
            Body body, String field, List<Waiter> all, List<WaitSite> sites, Map<Change, Boolean> changes) {
        for (int at = 0; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof WriteField write
                    && changed.name(write).equals(field)
                    && !moments.at(body, at).isEmpty()
                    && !isOfNew(moments.at(body, at).get(0), write)) {
                Value value = moments.at(body, at).get(0).get(write.from());
                Object kind = kind(value);
                boolean ends = all.stream().anyMatch(waiter -> ends(waiter, field, value));
                if (kind != null || ends) {
                    changes.put(new Change(body, at, field, kind == null ? "" : kind, ends), isToldIn(body, at, sites));
                }
            }
        }
    }

    private static boolean isOfNew(State state, WriteField write) {
        return write.object() != Instruction.NONE && state.get(write.object()) instanceof Value.Fresh;
    }

    /** Whether the wait ends if the field has that value, whatever else is so. */
    private boolean ends(Waiter waiter, String field, Value value) {
        Body body = waiter.site().body();
        BitSet again = body.code().reachableNormally(waiter.site().at());
        for (int test : waiter.under()) {
            if (!again.get(test)
                    || !(body.code().at(test) instanceof Branch branch)
                    || branch.right() != Instruction.NONE) {
                continue;
            }
            boolean isOfField = moments.at(body, test).stream()
                    .allMatch(state -> state.get(branch.left()) instanceof Value.Field tested
                            && (tested.field().owner() + '.' + tested.field().name()).equals(field));
            Boolean jumps = isOfField ? outcome(branch, value) : null;
            if (jumps != null
                    && shapes.structure(waiter.site())
                            .avoids(test, jumps, waiter.site().at())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the branch jumps for the value; null where that is not known. */
    private static @Nullable Boolean outcome(Branch branch, Value value) {
        if (branch.onReferences()) {
            if (value instanceof Value.Null || value instanceof Value.Fresh || value instanceof Value.Literal) {
                return (branch.comparison() == Comparison.EQ) == (value instanceof Value.Null);
            }
            return null;
        }
        return value instanceof Value.Int number ? branch.comparison().holds(Integer.compare(number.value(), 0)) : null;
    }

    /** What kind of change it is: to a constant, or up or down; null for another. */
    private static @Nullable Object kind(Value value) {
        if (value instanceof Value.Int || value instanceof Value.Null) {
            return value;
        }
        return value instanceof Value.Computed computed && computed.right() instanceof Value.Int
                ? computed.operator() + computed.right()
                : null;
    }

    private boolean isToldIn(Body body, int at, List<WaitSite> sites) {
        BitSet after = body.code().reachableNormally(at);
        boolean isVague = vague.contains(body.method());
        if (isVague || sites.stream().anyMatch(site -> site.body().method().equals(body.method()))) {
            return true;
        }
        return after.stream()
                .anyMatch(next -> body.code().at(next) instanceof Call call
                        && (interrupts(call) || leadsTo(call, sites, 2, new HashSet<>())));
    }

    private boolean interrupts(Call call) {
        return model.interrupts(
                call.method().owner(), call.method().name() + call.method().descriptor());
    }

    private boolean leadsTo(Call call, List<WaitSite> sites, int depth, Set<MethodInfo> seen) {
        for (MethodInfo target : summaries.graph().targets(call.kind(), call.method())) {
            if (sites.stream().anyMatch(site -> site.body().method().equals(target))) {
                return true;
            }
            Body body = depth == 0 || !seen.add(target) ? null : moments.body(target);
            for (int at = 0; body != null && at < body.code().size(); at++) {
                if (body.code().at(at) instanceof Call next && leadsTo(next, sites, depth - 1, seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether some caller wakes them, or the code gives work to another thread that may. */
    private boolean isToldLater(MethodInfo method, List<WaitSite> sites, int depth, Set<MethodInfo> seen) {
        Body body = moments.body(method);
        if (body == null || depth == 0 || !seen.add(method)) {
            return depth == 0;
        }
        for (int at = 0; at < body.code().size(); at++) {
            Instruction instruction = body.code().at(at);
            if (instruction instanceof Call call
                    && (summaries.delivery(call.method()) != dev.concurrencylint.models.Delivery.KEPT
                            || leadsTo(call, sites, 2, new HashSet<>()))) {
                return true;
            }
        }
        if (sites.stream().anyMatch(site -> site.body().method().equals(method))) {
            return true;
        }
        return summaries.graph().callers(method).stream()
                .anyMatch(caller -> isToldLater(caller, sites, depth - 1, seen));
    }

    private void add(
            Kind kind,
            Body body,
            int at,
            WaitSite site,
            @Nullable Value lock,
            Confidence confidence,
            Evidence evidence,
            List<WaitFault.Other> others) {
        faults.add(new WaitFault(
                kind,
                body,
                at,
                site.receiver(site.states().get(0)),
                lock,
                site.on(),
                site.operation(),
                confidence,
                List.of(evidence),
                List.of(),
                others));
    }
}
