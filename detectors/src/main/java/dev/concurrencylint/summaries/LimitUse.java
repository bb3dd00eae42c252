package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Reads;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.LockOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Limiters that a method asks without listening. Nothing is held, so no way through the method tells more than the call itself. */
final class LimitUse {
    private LimitUse() {}

    /** @param operations the operations of the method by position */
    static List<Fault> faults(FlowResult flow, SortedMap<Integer, LockOperation> operations) {
        List<Fault> faults = new ArrayList<>();
        operations.forEach((at, operation) -> {
            Value asked = operation == LockOperation.ATTEMPT_TO_CONSUME
                    ? flow.observed().get(at)
                    : null;
            if (asked != null && !Reads.isResultRead(flow.code(), at)) {
                faults.add(new Fault(Fault.Kind.LIMIT_IGNORED, asked, at, null, false, false));
            }
        });
        return faults;
    }
}
