package dev.concurrencylint.summaries;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.MethodInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Who can have a lock. One that its class makes and keeps is only in the hands of those who read the field: if none of them takes it
 * for others or gives it back for others, nobody does.
 */
final class Custody {
    private final Summaries summaries;

    Custody(Summaries summaries) {
        this.summaries = summaries;
    }

    /**
     * Whether anybody can hold the lock when the method is called. A lock that its class makes and keeps is taken by those who read the
     * field; if none of them calls out to the method while it holds the lock, or leaves it held, nobody does.
     */
    boolean canBeHeld(Summary summary, Value lock) {
        return isOpen(lock)
                || summaries.all().values().stream().anyMatch(other -> why(other, summary, lock, -1) != null);
    }

    /** Whether anybody else can give the lock back: not if its class keeps it and no method gives it back for its callers. */
    boolean canBeGivenBack(Summary summary, Value lock) {
        return isOpen(lock)
                || summaries.all().values().stream().anyMatch(other -> why(other, summary, lock, 1) != null);
    }

    /** Whether others than the code that reads the field can have the lock. */
    private boolean isOpen(Value lock) {
        FieldRef field = fieldOf(lock);
        FieldInfo info = field == null ? null : summaries.program().field(field);
        return field == null || info == null || info.isPublic() || !summaries.isOwn(field);
    }

    /** The methods that give such a lock back for their callers; null where the lock's kind is not known. */
    @Nullable
    List<MethodInfo> givers(Value lock) {
        if (fieldOf(lock) == null) {
            return null;
        }
        return summaries.all().values().stream()
                .filter(other -> releasesForCallers(other, lock))
                .map(Summary::method)
                .toList();
    }

    /** The methods that leave such a lock held; null where the lock's kind is not known. */
    @Nullable
    List<MethodInfo> takers(Value lock) {
        if (fieldOf(lock) == null) {
            return null;
        }
        return summaries.all().values().stream()
                .filter(other -> leavesHeld(other, lock))
                .map(Summary::method)
                .toList();
    }

    private static boolean leavesHeld(Summary other, Value lock) {
        return other.open().stream().anyMatch(open -> open.delta() > 0 && isSameKind(open.lock(), lock));
    }

    /** What lets the other method do the other half for the method, in words. */
    @Nullable
    String why(Summary other, Summary summary, Value lock, int delta) {
        FieldRef field = fieldOf(lock);
        if (field == null) {
            return null;
        }
        if (other.method().getter() != null
                && field.equals(
                        summaries.program().resolve(other.method().getter().field()))) {
            return "gives the lock away";
        }
        if (delta > 0) {
            if (other.equals(summary)) {
                return null;
            }
            if (releasesForCallers(other, lock)) {
                return "gives it back for its callers";
            }
            return releasesForCallee(other, lock, summary.method()) ? "gives back what it calls take" : null;
        }
        if (leavesHeld(other, lock)) {
            return "leaves it held";
        }
        return callsUnderHold(other, field, lock, summary.method()) ? "calls the method while it holds it" : null;
    }

    /** Whether the method gives back such a lock that the callee took for it. */
    private boolean releasesForCallee(Summary other, Value lock, MethodInfo callee) {
        for (Map.Entry<Integer, SortedSet<Integer>> release :
                other.flow().discharges().entrySet()) {
            boolean sameKind = other.flow().applications().stream()
                    .anyMatch(application ->
                            application.at() == release.getKey() && isSameKind(application.synchroniser(), lock));
            if (sameKind && release.getValue().stream().anyMatch(site -> isTakenBy(other, site, callee))) {
                return true;
            }
        }
        return false;
    }

    private boolean isTakenBy(Summary caller, int site, MethodInfo callee) {
        return !summaries.isOperation(caller.flow().code(), site)
                && caller.flow().code().at(site) instanceof Call call
                && summaries.graph().mayReach(call.kind(), call.method(), callee);
    }

    private static boolean releasesForCallers(Summary other, Value lock) {
        boolean releases = other.flow().applications().stream()
                .anyMatch(application -> application.delta() < 0 && isSameKind(application.synchroniser(), lock));
        for (End end : other.flow().ends()) {
            boolean below = end.balances().entrySet().stream()
                    .anyMatch(entry -> entry.getValue().count() < 0 && isSameKind(entry.getKey(), lock));
            if (below || releases && end.unsure().stream().anyMatch(unsure -> isSameKind(unsure, lock))) {
                return true;
            }
        }
        return false;
    }

    private boolean callsUnderHold(Summary holder, FieldRef field, Value lock, MethodInfo wanted) {
        boolean family = outermost(holder.method().ref().owner()).equals(outermost(field.owner()));
        for (Map.Entry<Integer, Set<Value>> entry : holder.flow().underHold().entrySet()) {
            boolean holds = entry.getValue().stream()
                    .anyMatch(held -> family && held instanceof Value.Returned || isSameKind(held, lock));
            if (holds
                    && holder.flow().code().at(entry.getKey()) instanceof Call call
                    && summaries.graph().mayReach(call.kind(), call.method(), wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether two names end in the same field, and the same half of it. */
    private static boolean isSameKind(Value a, Value b) {
        FieldRef field = fieldOf(a);
        boolean sameHalf =
                !(a instanceof Value.View one) || !(b instanceof Value.View two) || one.write() == two.write();
        return field != null && field.equals(fieldOf(b)) && sameHalf;
    }

    /** Whether two names end in different fields, or in different halves of one. */
    static boolean areOthers(Value a, Value b) {
        return fieldOf(a) != null && fieldOf(b) != null && !isSameKind(a, b);
    }

    private static String outermost(String type) {
        int dollar = type.indexOf('$');
        return dollar < 0 ? type : type.substring(0, dollar);
    }

    private static @Nullable FieldRef fieldOf(Value lock) {
        if (lock instanceof Value.View view) {
            return fieldOf(view.lock());
        }
        return lock instanceof Value.Field field ? field.field() : null;
    }
}
