package dev.concurrencylint.summaries;

import dev.concurrencylint.flow.Effect;
import dev.concurrencylint.flow.LockKind;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which classes have objects that give a lock back for others: what a method that leaves it held may answer. */
final class GuardTypes {
    private final Summaries summaries;
    private final Custody custody;

    GuardTypes(Summaries summaries, Custody custody) {
        this.summaries = summaries;
        this.custody = custody;
    }

    /** Whether such locks are handed out with objects of the method's class, which give them back. */
    boolean isOfGuard(Summary summary, Value name) {
        LockKind lock = custody.kind(summary, name);
        String type = summary.method().ref().owner();
        if (summary.method().ref().parameterCount() == 0 && isAnsweredWith(type, lock)) {
            return true;
        }
        for (Summary other : summaries.all().values()) {
            if (!other.flow().ends().isEmpty() && other.effect() instanceof Effect.Known known) {
                for (Effect.Exit exit : known.exits()) {
                    if (exit.returned() instanceof Value.Fresh guard
                            && guard.type().equals(type)
                            && exit.guarded().stream()
                                    .anyMatch(guarded -> summaries.mayBe(custody.kind(other, guarded), lock))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether a method that leaves such a lock held answers a lasting object, of a type to which the class belongs. */
    private boolean isAnsweredWith(String type, LockKind lock) {
        for (Summary taker : summaries.all().values()) {
            String answered = taker.method().ref().returnedClass();
            if (answered != null
                    && summaries.program().contains(answered)
                    && summaries.program().isSubtype(type, answered)) {
                for (Open open : taker.open()) {
                    Value answer = open.end().returned();
                    if (open.delta() > 0
                            && answer != null
                            && answer.isPath()
                            && !answer.isConstant()
                            && custody.isLike(taker, open.lock(), lock)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether the method answers an object that lasts, of a type whose objects give such locks back for others. */
    boolean isAnsweredGuard(@Nullable Value answer, Summary summary, Value lock) {
        String type = summary.method().ref().returnedClass();
        if (answer == null
                || answer.isConstant()
                || type == null
                || !summaries.program().contains(type)) {
            return false;
        }
        LockKind kind = custody.kind(summary, lock);
        return answer.isPath()
                && summaries.all().values().stream()
                        .anyMatch(other -> other.method().ref().parameterCount() == 0
                                && summaries
                                        .program()
                                        .isSubtype(other.method().ref().owner(), type)
                                && custody.releasesForCallers(other, kind));
    }

    /** Whether the object that the method returns may be what gives the lock back. */
    boolean mayLeaveIn(@Nullable Value answer, Summary summary, Value lock) {
        if (!(answer instanceof Value.Fresh object)) {
            return true;
        }
        LockKind kind = custody.kind(summary, lock);
        List<MethodInfo> givers = custody.givers(kind);
        Set<String> seen = new HashSet<>();
        for (String type = object.type(); type != null && seen.add(type); ) {
            ClassInfo info = summaries.program().find(type);
            if (info == null) {
                return true; // its code is not known
            }
            for (MethodInfo method : info.methods()) {
                if (givers == null || mayGiveBack(method, kind, givers)) {
                    return true;
                }
            }
            type = info.superName();
        }
        return false;
    }

    private boolean mayGiveBack(MethodInfo method, LockKind kind, List<MethodInfo> givers) {
        Summary summary = summaries.all().get(method);
        if (summary != null
                && summary.flow().applications().stream()
                        .anyMatch(application -> application.delta() < 0
                                && summaries.mayBe(custody.kind(summary, application.synchroniser()), kind))) {
            return true;
        }
        return method.calls().stream()
                .anyMatch(site -> givers.stream()
                        .anyMatch(giver -> summaries.graph().mayReach(site.kind(), site.method(), giver)));
    }
}
