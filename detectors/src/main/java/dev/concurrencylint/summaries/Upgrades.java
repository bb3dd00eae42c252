package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.FlowResult.Application;
import dev.concurrencylint.flow.FlowResult.CallMade;
import dev.concurrencylint.flow.FlowResult.TakenAgain;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.LockOperation;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls of methods that wait for a half of a lock of which the caller holds a half, so that the thread waits for itself. */
final class Upgrades {
    private static final int DEEPEST = 3;

    private final Summaries summaries;
    private final Map<MethodInfo, FlowResult> flows = new HashMap<>();
    private final Map<MethodInfo, Boolean> leads = new HashMap<>();

    /**
     * A half that a method waits for.
     *
     * @param view in the method's terms
     * @param depth how many calls away
     */
    private record Take(Value.View view, boolean stamped, int depth) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Take that
                            && stamped == that.stamped
                            && depth == that.depth
                            && view.equals(that.view);
        }

        @Override
        public int hashCode() {
            return (view.hashCode() * 31 + Boolean.hashCode(stamped)) * 31 + depth;
        }
    }

    Upgrades(Summaries summaries) {
        this.summaries = summaries;
    }

    /** The calls under a hold that wait for it. */
    List<Judged> judge() {
        List<Judged> judged = new ArrayList<>();
        for (Summary summary : summaries.all().values()) {
            Set<Integer> told = new LinkedHashSet<>();
            for (Set<CallMade> calls : summary.flow().calls().values()) {
                for (CallMade made : calls) {
                    if (!made.held().isEmpty() && !told.contains(made.at())) {
                        judge(summary, made, told, judged);
                    }
                }
            }
        }
        return judged;
    }

    private void judge(Summary summary, CallMade made, Set<Integer> told, List<Judged> judged) {
        MethodInfo target = target(summary.flow().code(), made.at());
        if (target == null || isReleasedBy(target, made)) {
            return;
        }
        for (Take take : takes(target, DEEPEST)) {
            if (!(inCaller(take.view(), made.arguments()) instanceof Value.View wanted) || !wanted.isPath()) {
                continue;
            }
            Value read = new Value.View(wanted.lock(), false);
            Value write = new Value.View(wanted.lock(), true);
            boolean writes = made.held().containsKey(write);
            boolean waits =
                    writes ? take.stamped() : made.held().containsKey(read) && (take.stamped() || wanted.write());
            if (waits && told.add(made.at())) {
                Value held = writes ? write : read;
                judged.add(judged(
                        summary,
                        take,
                        new TakenAgain(made.at(), wanted, held, made.held().getOrDefault(held, List.of()))));
                return;
            }
        }
    }

    private static Judged judged(Summary summary, Take take, TakenAgain again) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence("held-by-caller", "the method holds the lock, or its other half, during the call"));
        Confidence confidence = Confidence.HIGH;
        if (take.depth() > 1) {
            evidence.add(new Evidence("several-calls-away", "the lock is acquired more than one call away"));
            confidence = Confidence.MEDIUM;
        }
        if (!take.view().write()) {
            evidence.add(Ownership.BEHIND_A_WRITER);
            confidence = Confidence.MEDIUM;
        }
        return new Judged(summary, new Fault(again), confidence, evidence, List.of());
    }

    /** A callee that gives back the caller's hold knows of it. */
    private boolean isReleasedBy(MethodInfo target, CallMade made) {
        Summary callee = summaries.all().get(target);
        return callee != null
                && callee.flow().applications().stream()
                        .anyMatch(application -> application.delta() < 0
                                && !application.held()
                                && made.held().containsKey(inCaller(application.synchroniser(), made.arguments())));
    }

    private Set<Take> takes(MethodInfo method, int depth) {
        Set<Take> takes = new LinkedHashSet<>();
        if (depth == 0 || !leads(method, depth)) {
            return takes;
        }
        FlowResult flow = flows.get(method);
        if (flow == null) {
            flow = summaries.flowOfCalls(method);
            if (flow != null) {
                flows.put(method, flow);
            }
        }
        if (flow == null || summaries.asksForHolds(flow.code())) {
            return takes;
        }
        for (Application application : flow.applications()) {
            if (application.delta() > 0
                    && application.synchroniser() instanceof Value.View view
                    && flow.code().at(application.at()) instanceof Call call) {
                LockOperation operation = summaries.events().of(call.method());
                if (operation != null && operation.isBlocking()) {
                    takes.add(new Take(view, operation.isStamped(), 1));
                }
            }
        }
        for (Set<CallMade> calls : flow.calls().values()) {
            for (CallMade made : calls) {
                MethodInfo target = target(flow.code(), made.at());
                if (target != null && !target.equals(method)) {
                    for (Take take : takes(target, depth - 1)) {
                        if (inCaller(take.view(), made.arguments()) instanceof Value.View view) {
                            takes.add(new Take(view, take.stamped(), take.depth() + 1));
                        }
                    }
                }
            }
        }
        return takes;
    }

    /** Whether the method, or what it calls, waits for a half. */
    private boolean leads(MethodInfo method, int depth) {
        Boolean known = leads.get(method);
        if (known != null) {
            return known; // no is only kept where it was looked for as deep as ever
        }
        boolean found = false;
        for (CallSite site : method.calls()) {
            LockOperation operation = summaries.events().of(site.method());
            List<MethodInfo> targets =
                    operation == null && depth > 1 ? summaries.graph().targets(site.kind(), site.method()) : List.of();
            found |= operation != null && operation.isBlocking()
                    || targets.size() == 1
                            && !targets.get(0).equals(method)
                            && summaries.program().underAnalysis(targets.get(0))
                            && leads(targets.get(0), depth - 1);
            if (found) {
                break;
            }
        }
        if (found || depth == DEEPEST) {
            leads.put(method, found);
        }
        return found;
    }

    private @Nullable MethodInfo target(Code code, int at) {
        if (!(code.at(at) instanceof Call call)) {
            return null;
        }
        List<MethodInfo> targets = summaries.graph().targets(call.kind(), call.method());
        return targets.size() == 1 && summaries.program().underAnalysis(targets.get(0)) ? targets.get(0) : null;
    }

    private static Value inCaller(Value value, List<Value> arguments) {
        return value.rewrite(part -> part instanceof Value.Parameter parameter && parameter.index() < arguments.size()
                ? arguments.get(parameter.index())
                : part);
    }
}
