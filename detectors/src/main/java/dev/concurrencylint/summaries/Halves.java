package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.ReadElement;
import dev.concurrencylint.code.Instruction.ReadField;
import dev.concurrencylint.code.Instruction.Throw;
import dev.concurrencylint.code.Instruction.WriteElement;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.FlowResult.Balance;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The two halves of a read-write lock mixed up in one method: one is taken, and the other is given back. To take the read half and give
 * back the write half is also how a lock is downgraded; but nothing is done between the two steps of a downgrade. The reverse never
 * returns: a reader that asks for the write half waits for itself.
 */
final class Halves {
    /** @param site the release */
    record MixUp(Value held, Value released, int site, End end) {}

    private Halves() {}

    /** @param isOperation whether the instruction takes or gives back itself */
    static List<MixUp> in(FlowResult flow, Predicate<Integer> isOperation) {
        List<MixUp> found = new ArrayList<>();
        for (End end : flow.ends()) {
            if (end.doubtful()) {
                continue;
            }
            end.balances().forEach((lock, balance) -> {
                if (balance.count() <= 0 || balance.sites().isEmpty() || !(lock instanceof Value.View held)) {
                    return;
                }
                Value other = new Value.View(held.lock(), !held.write());
                Balance below = end.balances().get(other);
                if (below == null || below.count() >= 0 || below.sites().isEmpty()) {
                    return;
                }
                int taken = balance.sites().get(0);
                int given = below.sites().get(0);
                if (taken < given
                        && !takes(flow, other)
                        && (held.write() || isWork(flow.code(), taken, given, isOperation))) {
                    found.add(new MixUp(lock, other, given, end));
                }
            });
        }
        return found;
    }

    /** A method that takes both halves, on ways of its own, tells by something else which one it has. */
    private static boolean takes(FlowResult flow, Value view) {
        return flow.applications().stream()
                .anyMatch(application ->
                        application.delta() > 0 && application.synchroniser().equals(view));
    }

    /** Whether anything is done between the two positions. */
    private static boolean isWork(Code code, int from, int to, Predicate<Integer> isOperation) {
        for (int at = from + 1; at < to; at++) {
            Instruction instruction = code.at(at);
            if (instruction instanceof Call && !isOperation.test(at)
                    || instruction instanceof WriteField
                    || instruction instanceof ReadField read && !isObject(read.field())
                    || instruction instanceof ReadElement
                    || instruction instanceof WriteElement
                    || instruction instanceof Throw) {
                return true;
            }
        }
        return false;
    }

    /** Whether the field may be the lock itself. */
    private static boolean isObject(FieldRef field) {
        return field.descriptor().startsWith("L");
    }
}
