package dev.concurrencylint.async;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Allocate;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.AsyncModel.Context;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.Summaries;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Arguments that take the work of a context to other threads, and the classes whose objects are only ever given with one. */
final class Elsewhere {
    private static final Value FALSE = new Value.Int(0);

    private final Summaries summaries;
    private final Operations operations;
    private final Moments moments;
    /** Names of types; of lambdas, that of the method with their code. */
    private final Set<String> elsewhere = new HashSet<>();

    Elsewhere(Summaries summaries, List<Context> contexts, Operations operations) {
        this.summaries = summaries;
        this.operations = operations;
        this.moments = summaries.moments();
        Set<String> here = new HashSet<>();
        for (Context context : contexts) {
            addElsewhere(context, here);
        }
        elsewhere.removeAll(here);
    }

    /** Whether objects of the class run on threads of their own. */
    boolean is(String type) {
        return elsewhere.contains(type);
    }

    /** Whether the lambda with that code runs on threads of its own. */
    boolean is(MethodInfo lambda) {
        return elsewhere.contains(lambda.ref().toString());
    }

    /** Classes and lambdas whose objects somebody gives to threads of their own: as arguments, or else in an array that is filled there. */
    private void addElsewhere(Context context, Set<String> here) {
        for (MethodInfo method :
                operations.callers(context.receivers(), ref -> operations.is(ref, context::isGivenTo))) {
            Body body = moments.body(method);
            if (body == null) {
                continue;
            }
            moments.all(body).forEach((at, states) -> {
                if (body.code().at(at) instanceof Call call && operations.is(call.method(), context::isGivenTo)) {
                    states.forEach(state -> addGiven(
                            body, call, state, isWithElsewhere(body, at, call, state, context) ? elsewhere : here));
                }
            });
        }
    }

    private boolean isWithElsewhere(Body body, int at, Call call, State state, Context context) {
        Value with = with(call, state, context);
        if (with == null || with instanceof Value.Null) {
            return false;
        }
        if (!context.hasOptions()) {
            return true;
        }
        Value made = with;
        while (made instanceof Value.Result link && !link.arguments().isEmpty()) {
            if (isOption(
                    link.method(), link.arguments().subList(1, link.arguments().size()), context)) {
                return true;
            }
            made = link.arguments().get(0);
        }
        return !(made instanceof Value.Fresh) || isSetBefore(body, at, made, context);
    }

    /** Whether a call before says of the object that it takes the work elsewhere, or it is made of others that may say so. */
    private boolean isSetBefore(Body body, int at, Value options, Context context) {
        for (Map.Entry<Integer, List<State>> entry :
                moments.all(body).headMap(at).entrySet()) {
            if (body.code().at(entry.getKey()) instanceof Call call && call.receiver() != Instruction.NONE) {
                for (State state : entry.getValue()) {
                    boolean isCopy = call.method().name().equals("<init>")
                            && !call.arguments().isEmpty();
                    if (state.get(call.receiver()).mentions(options::equals)
                            && (isCopy || isOption(call.method(), state.get(call.arguments()), context))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether the method says so: what nobody knows may. */
    private boolean isOption(MethodRef method, List<Value> arguments, Context context) {
        Set<String> constants = context.optionsOf(method.owner() + "." + method.name());
        return !constants.isEmpty()
                && arguments.stream()
                        .anyMatch(argument -> argument instanceof Value.Literal literal
                                ? constants.contains(
                                        literal.text().substring(literal.text().lastIndexOf('.') + 1))
                                : !argument.equals(FALSE));
    }

    private void addGiven(Body body, Call call, State state, Set<String> types) {
        boolean isArray = call.method().parameterTypes().stream().anyMatch(type -> type.startsWith("["));
        if (isArray) {
            addMade(body, types);
        }
        for (Value argument : state.get(call.arguments())) {
            if (argument instanceof Value.Fresh fresh) {
                types.add(fresh.type());
            } else if (argument instanceof Value.Literal name) {
                types.add(classOf(name.text()));
            } else if (argument instanceof Value.Lambda lambda) {
                types.add(lambda.body().toString());
                addMadeBy(lambda, types);
            }
        }
    }

    private static void addMade(Body body, Set<String> types) {
        for (int at = 0; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof Allocate made) {
                types.add(made.type());
            }
        }
    }

    /** The class of objects that are made by their class or its name, as the code writes constants of both. */
    private static String classOf(String text) {
        return text.startsWith("\"")
                ? text.substring(1).replace('.', '/')
                : text.endsWith(".class") ? text.substring(0, text.length() - ".class".length()) : text;
    }

    private void addMadeBy(Value.Lambda lambda, Set<String> types) {
        if (lambda.body().name().equals("<init>")) {
            types.add(lambda.body().owner());
            return;
        }
        MethodInfo method = summaries.program().resolve(lambda.body());
        Body body = method == null ? null : moments.body(method);
        if (body != null) {
            addMade(body, types);
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
