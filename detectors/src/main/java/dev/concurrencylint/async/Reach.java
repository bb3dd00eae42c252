package dev.concurrencylint.async;

import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.CallGraph;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** From which methods a call that waits is within reach, by names and hierarchy. */
final class Reach {
    private static final int MOST_CALLERS = 60;

    private final CallGraph graph;
    private final Targets targets;
    private final Kept kept;
    private final int deepest;
    private final AsyncModel.Certainty certainty;
    private final Map<MethodInfo, Integer> distances = new HashMap<>();

    /** @param deepest how many calls away a method may be */
    Reach(
            CallGraph graph,
            Targets targets,
            Kept kept,
            Operations operations,
            AsyncModel.Certainty certainty,
            int deepest) {
        this.graph = graph;
        this.targets = targets;
        this.kept = kept;
        this.deepest = deepest;
        this.certainty = certainty;
        SortedSet<MethodInfo> level = operations.callers(certainty);
        for (int depth = 0; depth <= deepest && !level.isEmpty(); depth++) {
            SortedSet<MethodInfo> next = new TreeSet<>();
            for (MethodInfo method : level) {
                if (distances.putIfAbsent(method, depth) == null && depth < deepest) {
                    next.addAll(callers(method));
                }
            }
            level = next;
        }
    }

    /** Of the calls that wait. */
    AsyncModel.Certainty certainty() {
        return certainty;
    }

    int deepest() {
        return deepest;
    }

    /** The methods from which it is, sorted. */
    SortedSet<MethodInfo> methods() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(distances.keySet()));
    }

    /** How many calls away from one that waits the method is at least; null where none is within reach. */
    @Nullable
    Integer distance(MethodInfo method) {
        return distances.get(method);
    }

    /** Those that call it for sure or as one of few, by way of what they inherit or of a field too, and those that make a lambda of it. */
    private Set<MethodInfo> callers(MethodInfo method) {
        Set<MethodInfo> callers = new TreeSet<>(graph.makers(method));
        callers.addAll(targets.templates(method));
        if (certainty == AsyncModel.Certainty.ALWAYS) {
            callers.addAll(kept.invokers(method));
        }
        boolean isExact = method.isPrivate() || method.isStatic();
        for (MethodInfo caller : graph.callers(method, isExact ? Integer.MAX_VALUE : MOST_CALLERS)) {
            if (caller.calls().stream().anyMatch(site -> mayRun(site, method))) {
                callers.add(caller);
            }
        }
        return callers;
    }

    private boolean mayRun(CallSite site, MethodInfo method) {
        return site.method().name().equals(method.ref().name())
                && targets.candidates(site.kind(), site.method()).contains(method);
    }
}
