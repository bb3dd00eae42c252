package dev.concurrencylint.async;

import dev.concurrencylint.code.Instruction.Allocate;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.models.AsyncModel.Context;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.Summaries;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Arguments that take the work of a context to other threads, and the classes whose objects are only ever given with one. */
final class Elsewhere {
    private final Summaries summaries;
    private final Operations operations;
    private final Moments moments;
    private final Set<String> elsewhere = new HashSet<>();

    Elsewhere(Summaries summaries, AsyncModel model, Operations operations) {
        this.summaries = summaries;
        this.operations = operations;
        this.moments = summaries.moments();
        Set<String> here = new HashSet<>();
        for (Context context : model.contexts()) {
            addElsewhere(context, here);
        }
        elsewhere.removeAll(here);
    }

    /** Whether objects of the class run on threads of their own. */
    boolean is(String type) {
        return elsewhere.contains(type);
    }

    /** Classes whose objects somebody gives to threads of their own: as arguments, or else in an array that is filled there. */
    private void addElsewhere(Context context, Set<String> here) {
        for (MethodInfo method :
                operations.callers(context.receivers(), ref -> operations.is(ref, context::isGivenTo))) {
            Body body = moments.body(method);
            if (body == null) {
                continue;
            }
            moments.all(body).forEach((at, states) -> {
                if (body.code().at(at) instanceof Call call && operations.is(call.method(), context::isGivenTo)) {
                    states.forEach(state ->
                            addGiven(body, call, state, isWithElsewhere(call, state, context) ? elsewhere : here));
                }
            });
        }
    }

    private boolean isWithElsewhere(Call call, State state, Context context) {
        Value with = with(call, state, context);
        return with != null && !(with instanceof Value.Null);
    }

    private static void addGiven(Body body, Call call, State state, Set<String> types) {
        boolean isArray = call.method().parameterTypes().stream().anyMatch(type -> type.startsWith("["));
        if (isArray) {
            for (int at = 0; at < body.code().size(); at++) {
                if (body.code().at(at) instanceof Allocate made) {
                    types.add(made.type());
                }
            }
        }
        for (Value argument : state.get(call.arguments())) {
            if (argument instanceof Value.Fresh fresh) {
                types.add(fresh.type());
            }
        }
    }

    private boolean isNotWith(String descriptor, Context context) {
        return descriptor.startsWith("L")
                && context.notWith().stream()
                        .anyMatch(type ->
                                summaries.program().isSubtype(descriptor.substring(1, descriptor.length() - 1), type));
    }

    /** The argument that takes the work elsewhere; null where there is no such parameter. */
    @Nullable
    Value with(Call call, State state, Context context) {
        List<String> types = call.method().parameterTypes();
        for (int i = 0; i < types.size() && i < call.arguments().size(); i++) {
            if (isNotWith(types.get(i), context)) {
                return state.get(call.arguments().get(i));
            }
        }
        return null;
    }
}
