package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.FlowResult.Application;
import dev.concurrencylint.flow.LockKind;
import dev.concurrencylint.program.MethodInfo;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Callers that take a lock, call, and give the lock back themselves: what they hold during the call is not for the callee to give
 * back.
 */
final class Brackets {
    private final Summaries summaries;
    private final Custody custody;

    Brackets(Summaries summaries, Custody custody) {
        this.summaries = summaries;
        this.custody = custody;
    }

    /**
     * Whether the caller does both halves itself, one before the call and one after it.
     *
     * @param at the call
     * @param callee the method that gives back
     * @param lock what the callee gives back
     */
    boolean around(Summary caller, int at, MethodInfo callee, LockKind lock) {
        Code code = caller.flow().code();
        if (summaries.asksForHolds(code)) {
            return false; // it gives back what it finds held
        }
        BitSet after = code.reachableNormally(at);
        return changes(caller, callee, lock, 1)
                        .anyMatch(site -> code.reachableNormally(site).get(at))
                && changes(caller, callee, lock, -1).anyMatch(after::get);
    }

    /** Where such a lock is taken or given back, by the caller itself or by methods that do it for their callers. */
    private IntStream changes(Summary caller, MethodInfo callee, LockKind lock, int delta) {
        List<MethodInfo> changing = delta > 0 ? custody.takers(lock) : custody.givers(lock);
        Code code = caller.flow().code();
        return IntStream.range(0, code.size())
                .filter(site -> code.at(site) instanceof Call call
                        && !summaries.graph().mayRun(call.kind(), call.method(), callee)
                        && (isChange(caller, site, lock, delta) || changing != null && calls(call, changing)));
    }

    private boolean isChange(Summary caller, int site, LockKind lock, int delta) {
        for (Application application : caller.flow().applications()) {
            if (application.at() == site
                    && Integer.signum(application.delta()) == delta
                    && custody.isLike(caller, application.synchroniser(), lock)) {
                return true;
            }
        }
        return false;
    }

    private boolean calls(Call call, List<MethodInfo> wanted) {
        for (MethodInfo one : wanted) {
            if (summaries.graph().mayRun(call.kind(), call.method(), one)) {
                return true;
            }
        }
        return false;
    }
}
