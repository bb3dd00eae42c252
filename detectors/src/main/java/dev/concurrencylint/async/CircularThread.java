package dev.concurrencylint.async;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.models.AsyncModel.Context;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Fields;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Waits for what the waiting thread itself has to do: which objects it serves, and what of theirs it completes. */
final class CircularThread {
    private static final int LONGEST = 12;

    private final MonitorUse use;
    private final AsyncModel model;
    private final Operations operations;
    private final Contexts contexts;
    private final Moments moments;
    private final Map<Kept, Boolean> kept = new HashMap<>();

    /** A field, and the context whose objects it may hold. */
    private record Kept(Value.Field field, Context context) {}

    CircularThread(MonitorUse use, AsyncModel model, Operations operations, Contexts contexts, Moments moments) {
        this.use = use;
        this.model = model;
        this.operations = operations;
        this.contexts = contexts;
        this.moments = moments;
    }

    /** What code that runs on a thread of the context has of it in hand when it begins. */
    Own atStart(MethodInfo method, Context context, Blocked.@Nullable Call given) {
        Set<Value> objects = new HashSet<>();
        if (context.own().isEmpty()) {
            return Own.NOTHING;
        }
        if (given == null) {
            objects.addAll(parameters(method, context));
            return new Own(objects, Set.of());
        }
        Call call = (Call) given.body().code().at(given.at());
        for (State state : moments.at(given.body(), given.at())) {
            for (Value argument : state.get(call.arguments())) {
                if (argument instanceof Value.Lambda lambda && lambda.body().equals(method.ref())) {
                    objects.addAll(parameters(method, context).stream()
                            .filter(one -> one.index() >= lambda.captured().size())
                            .toList());
                    for (Value root : roots(given.body(), call, state, context)) {
                        Value renamed = Own.renamed(root, lambda.captured());
                        if (renamed != null) {
                            objects.add(renamed);
                        }
                    }
                }
            }
        }
        return new Own(objects, Set.of());
    }

    private static List<Value.Parameter> parameters(MethodInfo method, Context context) {
        List<Value.Parameter> own = new ArrayList<>();
        List<String> types = method.ref().parameterTypes();
        int first = method.isStatic() ? 0 : 1;
        for (int i = 0; i < types.size(); i++) {
            String type = types.get(i);
            if (type.startsWith("L") && context.own().types().contains(type.substring(1, type.length() - 1))) {
                own.add(new Value.Parameter(first + i));
            }
        }
        return own;
    }

    /** What the call that takes the code is made on, and what that comes from. */
    private List<Value> roots(Body body, Call call, State state, Context context) {
        List<Value> roots = new ArrayList<>();
        Value value = call.receiver() == Instruction.NONE ? null : state.get(call.receiver());
        for (int i = 0; value != null && i < LONGEST; i++) {
            roots.add(value);
            Link link = link(body, value);
            value = link != null && isOwn(link.call().method(), context) ? link.receiver() : null;
        }
        return roots;
    }

    private boolean isOwn(MethodRef method, Context context) {
        return operations.is(method, context.own()::leads)
                || operations.is(method, context.own()::answers)
                || operations.is(method, model::follows);
    }

    /** A call and what it is made on. */
    private record Link(Call call, @Nullable Value receiver) {}

    /** The call that the value is the answer of; null where it is none, or not known. */
    private @Nullable Link link(Body body, Value value) {
        int at = value instanceof Value.Result result
                ? result.at()
                : value instanceof Value.Opaque opaque ? opaque.at() : Instruction.NONE;
        if (at < 0 || at >= body.code().size() || !(body.code().at(at) instanceof Call call)) {
            return null;
        }
        if (value instanceof Value.Result result) {
            return call.method().equals(result.method())
                    ? new Link(
                            call,
                            call.receiver() == Instruction.NONE
                                    ? null
                                    : result.arguments().get(0))
                    : null;
        }
        List<State> states = moments.at(body, at);
        return states.isEmpty() || call.receiver() == Instruction.NONE
                ? null
                : new Link(call, states.get(0).get(call.receiver()));
    }

    /** How many things have to be taken for granted for it to be the thread's own: none, or one. */
    enum Known {
        FOR_SURE,
        /** It is in a field that another call may have filled. */
        BY_FIELD,
        NOT
    }

    /** Whether the thread serves the value. */
    Known serves(Body body, Value value, Context context, Own own) {
        Value at = value;
        for (int i = 0; at != null && i < LONGEST; i++) {
            if (own.objects().contains(at)) {
                return Known.FOR_SURE;
            }
            if (at instanceof Value.Field field && isKept(field, context)) {
                return Known.BY_FIELD;
            }
            Link link = link(body, at);
            at = link != null && operations.is(link.call().method(), context.own()::leads) ? link.receiver() : null;
        }
        return Known.NOT;
    }

    /** Whether only the thread completes the future. */
    Known completes(Body body, Value future, Context context, Own own) {
        Value at = future;
        for (int i = 0; at != null && i < LONGEST; i++) {
            if (own.futures().contains(at)) {
                return Known.FOR_SURE;
            }
            Link link = link(body, at);
            if (link == null) {
                return Known.NOT;
            }
            if (operations.is(link.call().method(), context.own()::answersCaller)) {
                return Known.FOR_SURE;
            }
            Value receiver = link.receiver();
            if (receiver != null && operations.is(link.call().method(), context.own()::answers)) {
                return serves(body, receiver, context, own);
            }
            at = operations.is(link.call().method(), model::follows) ? receiver : null;
        }
        return Known.NOT;
    }

    /** Whether every write to the field of this puts in there what the context's code is given in the same class. */
    private boolean isKept(Value.Field field, Context context) {
        if (!(field.object() instanceof Value.Parameter receiver) || receiver.index() != 0) {
            return false;
        }
        Kept key = new Kept(field, context);
        Boolean known = kept.get(key);
        if (known == null) {
            kept.put(key, false); // what is read from the field itself says nothing
            List<Observation> writes = use.fields().writes(field.field());
            known = !writes.isEmpty() && writes.stream().allMatch(write -> isOwnWrite(write, context));
            kept.put(key, known);
        }
        return known;
    }

    private boolean isOwnWrite(Observation write, Context context) {
        MethodInfo method = write.body().method();
        Value written = Fields.written(write);
        return written instanceof Value.Null
                || contexts.of(method) == context
                        && serves(write.body(), written, context, atStart(method, context, null)) != Known.NOT;
    }

    /** What the callee has of the thread in hand. */
    Own passed(Body body, List<Value> operands, Context context, Own own) {
        if (context.own().isEmpty()) {
            return Own.NOTHING;
        }
        Own renamed = own.given(operands);
        Set<Value> objects = new HashSet<>(renamed.objects());
        Set<Value> futures = new HashSet<>(renamed.futures());
        for (int i = 0; i < operands.size(); i++) {
            if (serves(body, operands.get(i), context, own) == Known.FOR_SURE) {
                objects.add(new Value.Parameter(i));
            }
            if (completes(body, operands.get(i), context, own) == Known.FOR_SURE) {
                futures.add(new Value.Parameter(i));
            }
        }
        return new Own(objects, futures);
    }

    /** Whether the call waits for the thread that makes it. */
    Known waitsForOwn(Body body, Call call, State state, Context context, Own own) {
        if (context.own().isEmpty()) {
            return Known.NOT;
        }
        if (operations.is(call.method(), context.own()::isWaitedFor)) {
            return Known.FOR_SURE;
        }
        return call.receiver() == Instruction.NONE
                ? Known.NOT
                : completes(body, state.get(call.receiver()), context, own);
    }
}
