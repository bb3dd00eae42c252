package dev.concurrencylint.threads;

import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.models.Delivery;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Summaries;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which methods a thread begins with: it ends, or is free for others, when they return. */
final class Tasks {
    private static final int DEPTH = 4;

    /** What threads and pools run, with its name. */
    private static final List<MethodRef> BEGINNINGS = List.of(
            new MethodRef("java/lang/Runnable", "run", "()V"),
            new MethodRef("java/util/concurrent/Callable", "call", "()Ljava/lang/Object;"));

    private final Summaries summaries;

    Tasks(Summaries summaries) {
        this.summaries = summaries;
    }

    /** Whether threads begin with it: the code of a task, or of the program's first thread. */
    boolean isTask(MethodInfo method) {
        MethodRef ref = method.ref();
        if (method.isStatic() && ref.name().equals("main") && ref.descriptor().equals("([Ljava/lang/String;)V")) {
            return true;
        }
        for (MethodRef beginning : BEGINNINGS) {
            if (!method.isStatic()
                    && ref.name().equals(beginning.name())
                    && ref.parameterCount() == 0
                    && summaries.program().isSubtype(ref.owner(), beginning.owner())) {
                return true;
            }
        }
        return isHandedOver(method);
    }

    /** Whether it is the body of a lambda whose maker gives code to other threads. */
    private boolean isHandedOver(MethodInfo method) {
        for (MethodInfo maker : summaries.graph().makers(method)) {
            for (CallSite site : maker.calls()) {
                if (summaries.delivery(site.method()) != Delivery.KEPT) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether only tasks lead to it, as far as is known, and something does. */
    boolean isStepOfTask(MethodInfo method) {
        return isStepOfTask(method, DEPTH, new HashSet<>());
    }

    private boolean isStepOfTask(MethodInfo method, int depth, Set<MethodInfo> seen) {
        if (!seen.add(method)) {
            return true;
        }
        if (depth == 0
                || method.isPublic() && !method.isStatic() && summaries.graph().overridesLibrary(method)) {
            return false;
        }
        Set<MethodInfo> callers = summaries.graph().callers(method);
        return !callers.isEmpty()
                && callers.stream().allMatch(caller -> isTask(caller) || isStepOfTask(caller, depth - 1, seen));
    }
}
