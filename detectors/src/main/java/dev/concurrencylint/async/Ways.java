package dev.concurrencylint.async;

import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.Delivery;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What calls run, beside their own methods, on the thread that makes them. */
final class Ways {
    private final Summaries summaries;
    private final Moments moments;

    Ways(Summaries summaries) {
        this.summaries = summaries;
        this.moments = summaries.moments();
    }

    /** The bodies of the lambdas that the call runs itself, or a method of the program that it calls. */
    List<Value.Lambda> runInPlace(Call call, State state) {
        List<Value.Lambda> run = new ArrayList<>();
        if (summaries.delivery(call.method()) != Delivery.KEPT) {
            return run;
        }
        List<Value> operands = Moments.operands(call, state);
        for (int i = 0; i < operands.size(); i++) {
            if (operands.get(i) instanceof Value.Lambda lambda
                    && (summaries.runsInPlace(call, i) || isTemplate(call, i))) {
                run.add(lambda);
            }
        }
        return run;
    }

    /** Whether the only method that the call may run calls a method of what it is given there. */
    private boolean isTemplate(Call given, int operand) {
        List<MethodInfo> targets = summaries.graph().targets(given.kind(), given.method());
        Body body = targets.size() == 1 ? moments.body(targets.get(0)) : null;
        if (body == null) {
            return false;
        }
        for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
            if (body.code().at(entry.getKey()) instanceof Call call
                    && call.onInterface()
                    && call.receiver() >= 0
                    && entry.getValue().get(0).get(call.receiver()).equals(new Value.Parameter(operand))) {
                return true;
            }
        }
        return false;
    }
}
