package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Uses;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.LockOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** What a method does wrong with stamps: one that stands for something else, and an optimistic read that nobody validates. */
final class StampUse {
    private final FlowResult flow;
    private final SortedMap<Integer, LockOperation> operations;

    private StampUse(FlowResult flow, SortedMap<Integer, LockOperation> operations) {
        this.flow = flow;
        this.operations = operations;
    }

    /** @param operations the lock operations of the method by position */
    static List<Fault> faults(FlowResult flow, SortedMap<Integer, LockOperation> operations) {
        StampUse use = new StampUse(flow, operations);
        List<Fault> faults = new ArrayList<>();
        for (FlowResult.StampFault fault : flow.stampFaults()) {
            faults.add(new Fault(Fault.Kind.WRONG_STAMP, fault.view(), fault.at(), null, true, false));
        }
        operations.forEach((at, operation) -> {
            if (operation == LockOperation.OBSERVE && !Uses.any(flow.code(), at, use::isUseOfObservation)) {
                faults.add(new Fault(Fault.Kind.NEVER_VALIDATED, use.observed(at), at, null, true, false));
            }
        });
        return faults;
    }

    /** Whether the stamp of an optimistic read is validated or exchanged there, or handed to code that may do so. */
    private boolean isUseOfObservation(int at) {
        LockOperation operation = operations.get(at);
        if (operation != null) {
            return operation == LockOperation.VALIDATE || operation.isConversion();
        }
        Instruction instruction = flow.code().at(at);
        return instruction instanceof Instruction.Call
                || instruction instanceof Instruction.Return
                || instruction instanceof Instruction.WriteField
                || instruction instanceof Instruction.WriteElement
                || instruction instanceof Instruction.MakeLambda;
    }

    private Value observed(int at) {
        Value lock = flow.observed().get(at);
        return lock == null ? new Value.Opaque(at) : lock;
    }
}
