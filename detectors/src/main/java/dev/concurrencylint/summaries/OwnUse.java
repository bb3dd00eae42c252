package dev.concurrencylint.summaries;

import dev.concurrencylint.flow.Effect;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.FlowResult.Balance;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.Value;
import java.util.HashSet;
import java.util.Set;

/** What a method's own uses of a lock say: whether it takes the lock itself, and whose hold it gives back. */
final class OwnUse {
    private final FlowResult flow;

    OwnUse(FlowResult flow) {
        this.flow = flow;
    }

    /** Whether the method takes the lock somewhere and gives that hold back. */
    boolean isTakenAndGivenBack(Value lock) {
        Set<Integer> given = new HashSet<>();
        flow.discharges().values().forEach(given::addAll);
        return flow.applications().stream()
                .anyMatch(application -> application.delta() > 0
                        && given.contains(application.at())
                        && isOne(application.synchroniser(), lock));
    }

    /** Whether the method takes the lock somewhere. */
    boolean acquires(Value lock) {
        return flow.applications().stream()
                .anyMatch(application -> application.delta() > 0 && isOne(application.synchroniser(), lock));
    }

    /** Whether the names are those of one lock, or of permits of one semaphore. */
    static boolean isOne(Value a, Value b) {
        return a instanceof Value.Permits && b instanceof Value.Permits
                ? a.synchroniser().look().equals(b.synchroniser().look())
                : a.look().equals(b.look());
    }

    /** Whether the way was taken because the method asked and found the lock held. */
    static boolean isHeldByCaller(Value lock, End end) {
        for (Effect.Guard guard : end.guards()) {
            if (guard.left() instanceof Value.HeldAtEntry held
                    && held.lock().equals(lock)
                    && guard.bits() != FlowResult.EQUAL) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is the callers' hold that is given back. */
    boolean isForCallers(Value lock, End end) {
        return isDispatcher(lock) || isInsideOut(lock, end) || alwaysGivesBack(lock);
    }

    /** Every normal way gives the callers' hold back, and one of them has borrowed it before. */
    private boolean alwaysGivesBack(Value lock) {
        boolean borrows = false;
        for (End end : flow.ends()) {
            if (!end.isNormal() || end.doubtful() || end.unsure().contains(lock)) {
                continue;
            }
            Balance balance = end.balances().get(lock);
            if (balance == null || balance.count() >= 0) {
                return false;
            }
            borrows |= isInsideOut(lock, end);
        }
        return borrows;
    }

    /** Gives the callers' hold back first and takes it again: below zero at the end is what the callers expect, or not. */
    private boolean isInsideOut(Value lock, End end) {
        return end.failedAttempts().isEmpty()
                && flow.applications().stream()
                        .anyMatch(application -> application.delta() < 0
                                && end.discharged().contains(application.at())
                                && isOne(application.synchroniser(), lock));
    }

    /** Takes on one normal way and gives back on another, and never both: the two halves of a pair in one method. */
    private boolean isDispatcher(Value lock) {
        boolean takes = false;
        for (End end : flow.ends()) {
            Balance balance = end.balances().get(lock);
            if (!end.failedAttempts().isEmpty() && balance != null && balance.count() < 0) {
                return false; // given back for want of what was not got
            }
            if (end.isNormal() && balance != null && balance.count() > 0) {
                takes = true;
            }
            for (int site : end.discharged()) {
                if (lockAt(site).equals(lock)) {
                    return false;
                }
            }
        }
        return takes;
    }

    /** What is taken at that place. */
    Value lockAt(int site) {
        return flow.applications().stream()
                .filter(application -> application.at() == site && application.delta() > 0)
                .map(FlowResult.Application::synchroniser)
                .findFirst()
                .orElse(new Value.Opaque(site));
    }
}
