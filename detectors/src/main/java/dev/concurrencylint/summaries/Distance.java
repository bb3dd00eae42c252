package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.program.MethodInfo;
import java.util.List;

/** How far from a method that takes or gives back the operations are that do it. */
final class Distance {
    private static final int DEEPEST = 4;

    private final Summaries summaries;

    Distance(Summaries summaries) {
        this.summaries = summaries;
    }

    /** Whether the instruction is a call of something that leaves the work to yet another method. */
    boolean isFarAway(Summary summary, int site) {
        if (summaries.isOperation(summary.flow().code(), site)
                || summary.flow().bound().contains(site)
                || !(summary.flow().code().at(site) instanceof Call call)) {
            return false;
        }
        List<MethodInfo> targets = summaries.graph().targets(call.kind(), call.method());
        return targets.size() == 1
                ? !isExact(targets.get(0), DEEPEST)
                : targets.stream().noneMatch(this::isNear);
    }

    /** Whether the instruction is a call of something that leaves the work to another method, and only to that one. */
    boolean isTwoCallsAway(Summary summary, int site) {
        return !summaries.isOperation(summary.flow().code(), site)
                && !summary.flow().bound().contains(site)
                && summary.flow().code().at(site) instanceof Call call
                && summaries.graph().targets(call.kind(), call.method()).stream()
                        .noneMatch(this::isNear);
    }

    private boolean isNear(MethodInfo target) {
        Summary callee = summaries.all().get(target);
        return callee == null
                || callee.flow().applications().stream()
                        .anyMatch(application ->
                                summaries.isOperation(callee.flow().code(), application.at()));
    }

    /** Whether the method takes or gives back itself, or all that does it for it are known to be what is called. */
    private boolean isExact(MethodInfo target, int depth) {
        Summary callee = summaries.all().get(target);
        if (callee == null || isNear(target)) {
            return true;
        }
        if (depth == 0) {
            return false;
        }
        for (FlowResult.Application application : callee.flow().applications()) {
            if (callee.flow().code().at(application.at()) instanceof Call call
                    && !callee.flow().bound().contains(application.at())) {
                List<MethodInfo> next = summaries.graph().targets(call.kind(), call.method());
                if (next.size() != 1 || !isExact(next.get(0), depth - 1)) {
                    return false;
                }
            }
        }
        return true;
    }
}
