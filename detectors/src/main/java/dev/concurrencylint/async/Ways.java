package dev.concurrencylint.async;

import dev.concurrencylint.code.Constant;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Load;
import dev.concurrencylint.code.Instruction.Return;
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
    private static final Constant TRUE = new Constant.Int(1);

    private final Summaries summaries;
    private final Operations operations;
    private final Moments moments;

    Ways(Summaries summaries, Operations operations) {
        this.operations = operations;
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

    /** Whether the elements that the call gives to its lambdas are futures of which a question before has sorted out those that are not done. */
    boolean areDone(Call call, State state) {
        Value link = call.receiver() == Instruction.NONE ? null : state.get(call.receiver());
        while (link instanceof Value.Result result && !result.arguments().isEmpty()) {
            for (Value argument : result.arguments()) {
                if (argument instanceof Value.Lambda lambda && asksForDone(lambda)) {
                    return true;
                }
            }
            link = result.arguments().get(0);
        }
        return false;
    }

    /** Whether the lambda is true only of futures that are done. */
    private boolean asksForDone(Value.Lambda lambda) {
        if (!lambda.body().returnType().equals("Z")) {
            return false;
        }
        if (operations.isQuestion(lambda.body())) {
            return true;
        }
        MethodInfo method = summaries.program().resolve(lambda.body());
        Body body = method == null || !method.isSynthetic() ? null : moments.body(method);
        if (method == null || body == null) {
            return false;
        }
        Value element = new Value.Parameter(lambda.captured().size());
        boolean[] knows = {false, true};
        summaries.observeFlow(method, (at, state) -> {
            boolean isTrue =
                    body.code().at(at) instanceof Load load && load.constant().equals(TRUE);
            boolean isAnswer = body.code().at(at) instanceof Return end
                    && state.get(end.from()) instanceof Value.Result result
                    && operations.isQuestion(result.method())
                    && result.arguments().get(0).equals(element);
            if (isTrue || isAnswer) {
                knows[0] = true;
                knows[1] &= isAnswer || operations.isAnswered(element, state);
            }
        });
        return knows[0] && knows[1];
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
