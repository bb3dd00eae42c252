package dev.concurrencylint.async;

import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.models.AsyncModel.Context;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Method references that wait: no code of the program stands between them and what takes them. */
final class References {
    private final Operations operations;
    private final Contexts contexts;
    private final Moments moments;

    References(Operations operations, Contexts contexts, Moments moments) {
        this.operations = operations;
        this.contexts = contexts;
        this.moments = moments;
    }

    /** What the call is given that waits; empty where it waits itself, or is given none. */
    Optional<MethodRef> of(AsyncModel.Certainty certainty, Call call, State state) {
        if (operations.is(certainty, call.method())) {
            return Optional.empty();
        }
        return state.get(call.arguments()).stream()
                .filter(argument -> isReference(certainty, argument))
                .map(argument -> ((Value.Lambda) argument).body())
                .findFirst();
    }

    private boolean isReference(AsyncModel.Certainty certainty, Value argument) {
        return argument instanceof Value.Lambda lambda && operations.is(certainty, lambda.body());
    }

    /** Those that the method gives to what runs them on threads that must not wait. */
    void look(MethodInfo method, AsyncModel.Certainty certainty, BiConsumer<Blocked.Call, Blocked.Start> found) {
        Body body =
                method.bodies().stream().anyMatch(one -> operations.is(certainty, one)) ? moments.body(method) : null;
        if (body == null) {
            return;
        }
        moments.all(body).forEach((at, states) -> {
            if (body.code().at(at) instanceof Call call) {
                for (State state : states) {
                    List<String> types = call.method().parameterTypes();
                    for (int i = 0; i < call.arguments().size() && i < types.size(); i++) {
                        Value argument = state.get(call.arguments().get(i));
                        Context context = isReference(certainty, argument)
                                ? contexts.of(body, at, call, state, types.get(i))
                                : null;
                        if (context != null && waits(body, at, state, (Value.Lambda) argument, context)) {
                            Blocked.Call here = new Blocked.Call(body, at);
                            found.accept(here, new Blocked.Start(context, body, List.of(here), 1, null, true));
                        }
                    }
                }
            }
        });
    }

    private boolean waits(Body body, int at, State state, Value.Lambda reference, Context context) {
        Call call = (Call) body.code().at(at);
        if (context.kind() == AsyncModel.Kind.VIRTUAL || contexts.isJoin(call, state)) {
            return false;
        }
        return reference.captured().isEmpty()
                ? !operations.isAnswering(call.method().owner())
                : !contexts.finished().is(reference.captured().get(0), body, at, state);
    }

    /**
     * Whether one of those waits that the call is given and runs in place.
     *
     * @param isDone whether the value is a future that is done
     * @param elements whether those are that the call gives to what it runs
     */
    boolean waits(
            AsyncModel.Certainty certainty,
            Call call,
            State state,
            List<Value.Lambda> run,
            Predicate<Value> isDone,
            boolean elements) {
        return run.stream()
                .filter(lambda -> isReference(certainty, lambda))
                .anyMatch(lambda -> lambda.captured().isEmpty()
                        ? !elements
                        : !isDone.test(lambda.captured().get(0))
                                && !operations.isAnswered(lambda.captured().get(0), state));
    }
}
