package dev.concurrencylint.async;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Fields;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.Observation;
import dev.concurrencylint.summaries.Summaries;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which futures are done when code runs: because it was asked, or because the code runs when they are. */
final class Finished {
    private static final int MOST_MAKERS = 4;
    private static final int LONGEST_CHAIN = 12;

    private final Summaries summaries;
    private final Executors executors;
    private final AsyncModel model;
    private final Operations operations;
    private final Moments moments;
    private final Function<MethodInfo, List<Contexts.Given>> given;
    private final Map<FieldRef, Boolean> fields = new HashMap<>();

    /**
     * Asks of the program.
     *
     * @param given where a lambda's code is given away
     */
    Finished(
            Summaries summaries,
            Executors executors,
            AsyncModel model,
            Operations operations,
            Function<MethodInfo, List<Contexts.Given>> given) {
        this.summaries = summaries;
        this.executors = executors;
        this.model = model;
        this.operations = operations;
        this.moments = summaries.moments();
        this.given = given;
    }

    /** Whether the code has asked, and the answer was that it is done. */
    boolean isAnswered(Value future, Body body, State state) {
        return operations.isAnswered(future, state)
                || state.askedPlaces().entrySet().stream()
                        .anyMatch(asked -> state.isZero(asked.getValue()).equals(Optional.of(false))
                                && asked.getKey() < body.code().size()
                                && body.code().at(asked.getKey()) instanceof Call question
                                && question.receiver() != Instruction.NONE
                                && operations.is(question.method(), model::answers)
                                && isOf(question.receiver(), body, asked.getKey(), future));
    }

    /** Whether the register holds the value there, whatever the way. */
    private boolean isOf(int register, Body body, int at, Value value) {
        List<State> states = moments.all(body).get(at);
        return states != null
                && !states.isEmpty()
                && states.stream().allMatch(state -> state.get(register).equals(value));
    }

    /** The parameters that are what the call was about: what a future gives the lambda, and the captured object that the call is made on. */
    Set<Integer> of(MethodInfo lambda, Value.Lambda made, Body body, int at, State state) {
        Call call = (Call) body.code().at(at);
        Set<Integer> done = new HashSet<>();
        int all = lambda.ref().parameterCount() + (lambda.isStatic() ? 0 : 1);
        boolean isByFuture = operations.isAnswering(call.method().owner());
        for (int i = 0; i < all; i++) {
            if (i >= made.captured().size() ? isByFuture : is(made.captured().get(i), body, at, state)) {
                done.add(i);
            }
        }
        return done;
    }

    /** Whether the captured object is done when the code that the call is given runs: the call is made on it, or it comes before that. */
    boolean is(Value captured, Body body, int at, State state) {
        Call call = (Call) body.code().at(at);
        return isAnswered(captured, body, state)
                || isAbout(captured, body, call, state, 0)
                || operations.is(call.method(), model::joins)
                        && state.get(call.arguments()).contains(captured);
    }

    /** Whether the call is made on the object, or on what comes of it; a static one is on the future that it is given first. */
    private boolean isAbout(Value captured, Body body, Call call, State state, int depth) {
        int register = operations.subject(call);
        if (register == Instruction.NONE) {
            return false;
        }
        Value subject = state.get(register);
        if (subject.mentions(captured::equals)) {
            return true;
        }
        if (!(subject instanceof Value.Opaque opaque)
                || depth == LONGEST_CHAIN
                || opaque.at() < 0
                || opaque.at() >= body.code().size()
                || !(body.code().at(opaque.at()) instanceof Call before)) {
            return false;
        }
        List<State> states = moments.all(body).get(opaque.at());
        return states != null
                && !states.isEmpty()
                && states.stream().allMatch(earlier -> isAbout(captured, body, before, earlier, depth + 1));
    }

    /** Whether every object that is made with the field is given a future in it that is done: as code that is given away captures it. */
    boolean is(Value.Field field) {
        Boolean known = fields.get(field.field());
        if (known == null) {
            fields.put(field.field(), false); // as long as it is looked for
            List<Observation> writes = executors.writes(field.field());
            known = !writes.isEmpty() && writes.stream().allMatch(this::isDone);
            fields.put(field.field(), known);
        }
        return known;
    }

    private boolean isDone(Observation write) {
        MethodInfo constructor = write.body().method();
        if (!constructor.isConstructor() || !(Fields.written(write) instanceof Value.Parameter parameter)) {
            return false;
        }
        Set<MethodInfo> makers = summaries.graph().callers(constructor);
        return !makers.isEmpty()
                && makers.size() <= MOST_MAKERS
                && makers.stream().allMatch(maker -> isGivenDone(maker, constructor, parameter.index()));
    }

    /** Whether the maker only builds such objects with a future that is done. */
    private boolean isGivenDone(MethodInfo maker, MethodInfo constructor, int operand) {
        Body body = moments.body(maker);
        if (body == null) {
            return false;
        }
        List<Contexts.Given> ways = summaries.graph().makers(maker).isEmpty() ? List.of() : given.apply(maker);
        for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
            if (!(body.code().at(entry.getKey()) instanceof Call call)
                    || !summaries.graph().mayRun(call.kind(), call.method(), constructor)) {
                continue;
            }
            for (State state : entry.getValue()) {
                Value value = Moments.operands(call, state).get(operand);
                boolean isOfCallback = value instanceof Value.Parameter parameter
                        && !ways.isEmpty()
                        && ways.stream().allMatch(one -> one.done().contains(parameter.index()));
                if (!isOfCallback && !isAnswered(value, body, state)) {
                    return false;
                }
            }
        }
        return true;
    }
}
