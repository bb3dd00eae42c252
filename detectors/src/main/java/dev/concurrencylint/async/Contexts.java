package dev.concurrencylint.async;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.MakeLambda;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.models.AsyncModel.Context;
import dev.concurrencylint.models.Delivery;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.CodeSource;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** On which threads that must not wait code runs, by what the models say of overridden methods, of calls that take code, and of annotations. */
final class Contexts {
    private final Summaries summaries;
    private final CodeSource source;
    private final AsyncModel model;
    private final Operations operations;
    private final Moments moments;
    private final Elsewhere elsewhere;
    /** Those whose annotations are there to be used: few programs have any. */
    private final Set<Context> annotating = new HashSet<>();

    private final List<Context> present;
    private final Map<MethodRef, Boolean> beginning = new HashMap<>();
    private final Map<MethodInfo, Boolean> giving = new HashMap<>();
    private final Executors executors;
    private final Finished finished;

    Contexts(Summaries summaries, Executors executors, CodeSource source, AsyncModel model, Operations operations) {
        this.summaries = summaries;
        this.source = source;
        this.model = model;
        this.operations = operations;
        this.moments = summaries.moments();
        this.present = model.contexts().stream().filter(this::isThere).toList();
        for (Context context : present) {
            if (context.annotations().stream()
                    .anyMatch(type -> summaries.program().findIfThere(type) != null)) {
                annotating.add(context);
            }
        }
        this.elsewhere = new Elsewhere(summaries, present, operations);
        this.executors = executors;
        this.finished = new Finished(summaries, executors, model, operations, this::ofLambda);
    }

    /** Whether the program can know the context: few have many of the libraries. */
    private boolean isThere(Context context) {
        return context.mentioned().stream()
                .anyMatch(type -> Character.isLowerCase(type.charAt(type.lastIndexOf('/') + 1))
                        || summaries.program().findIfThere(type) != null);
    }

    // ---- by override, by annotation ----------------------------------------------------------------------

    /** The context that the method itself begins; null for none. */
    @Nullable
    Context of(MethodInfo method) {
        for (Context context : present) {
            if (context.isOfOverrides()
                    && !method.isStatic()
                    && !method.isConstructor()
                    && !elsewhere.is(method.ref().owner())
                    && overrides(method, context)) {
                return context;
            }
            if (annotating.contains(context)
                    && answers(method, context.results())
                    && source.isAnnotated(method, context.annotations())
                    && !source.isAnnotated(method, context.notAnnotations())) {
                return context;
            }
            if (isMarked(method, context)) {
                return context;
            }
        }
        return null;
    }

    private boolean answers(MethodInfo method, Set<String> types) {
        String descriptor = method.ref().descriptor();
        String answer = descriptor.substring(descriptor.indexOf(')') + 1);
        return types.isEmpty()
                || answer.startsWith("L")
                        && types.stream()
                                .anyMatch(type ->
                                        summaries.program().isSubtype(answer.substring(1, answer.length() - 1), type));
    }

    private boolean isMarked(MethodInfo method, Context context) {
        return !context.markers().isEmpty()
                && context.markers().stream()
                        .anyMatch(type ->
                                summaries.program().isSubtype(method.ref().owner(), type))
                && summaries.graph().overridesLibrary(method);
    }

    private boolean overrides(MethodInfo method, Context context) {
        String signature = method.ref().name() + method.ref().descriptor();
        for (String ancestor : summaries.program().ancestors(method.ref().owner())) {
            ClassInfo type = summaries.program().find(ancestor);
            if (!ancestor.equals(method.ref().owner())
                    && context.isOverridden(ancestor, signature)
                    && type != null
                    && type.method(method.ref().name(), method.ref().descriptor()) != null) {
                return true;
            }
        }
        return false;
    }

    // ---- by the call that takes the code -----------------------------------------------------------------

    /** On what thread the call runs the code that it is given as a parameter of that type; null where that may wait, or nothing is known. */
    @Nullable
    Context of(Body body, int at, Call call, State state, String parameter) {
        for (Context context : present) {
            boolean takes = operations.is(call.method(), context::takes)
                    || isDeclared(parameter, context) && !operations.is(call.method(), context::isNotBy);
            if (takes && (!context.isOfChains() || isOfChain(body, at, call, state, context))) {
                return relocated(body, at, call, state, context);
            }
        }
        boolean isTask = summaries.delivery(call.method()) != Delivery.KEPT && call.receiver() != Instruction.NONE;
        return isTask ? executors.withVirtual(state.get(call.receiver())) : null;
    }

    /** What is known to be done. */
    Finished finished() {
        return finished;
    }

    /** Whether the last word on the object, before the call or after it, is that what it is given runs there. */
    private boolean isOfChain(Body body, int at, Call call, State state, Context context) {
        if (call.receiver() == Instruction.NONE) {
            return false;
        }
        boolean is = false;
        Value link = state.get(call.receiver());
        while (link instanceof Value.Result result) {
            boolean isAfter = operations.is(result.method(), context::isAfter);
            if (isAfter || operations.is(result.method(), context::isNotAfter)) {
                is = isAfter;
                break;
            }
            link = result.arguments().isEmpty() ? null : result.arguments().get(0);
        }
        for (Map.Entry<Integer, List<State>> entry :
                moments.all(body).tailMap(at + 1).entrySet()) {
            if (body.code().at(entry.getKey()) instanceof Call later && isOn(later, entry.getValue(), at)) {
                is = operations.is(later.method(), context::isAfter)
                        || is && !operations.is(later.method(), context::isNotAfter);
            }
        }
        return is;
    }

    /** Whether the call is made on what came of the one at that place. */
    private static boolean isOn(Call call, List<State> states, int from) {
        return call.receiver() != Instruction.NONE
                && states.stream()
                        .anyMatch(state -> state.get(call.receiver())
                                .mentions(part -> part instanceof Value.Result result && result.at() == from));
    }

    private static boolean isDeclared(String descriptor, Context context) {
        return descriptor.startsWith("L")
                && context.parameters().contains(descriptor.substring(1, descriptor.length() - 1));
    }

    private @Nullable Context relocated(Body body, int at, Call call, State state, Context context) {
        Value with = elsewhere.with(call, state, context);
        if (with != null && !(with instanceof Value.Null)) {
            return executors.withVirtual(with);
        }
        if (call.receiver() == Instruction.NONE) {
            return context;
        }
        Value link = state.get(call.receiver());
        while (link instanceof Value.Result result) {
            if (operations.is(result.method(), model::relocates)
                    || operations.is(result.method(), model::relocatesAll)) {
                Value to = result.arguments().get(result.arguments().size() - 1);
                return executors.of(to) == null ? null : context;
            }
            if (context.kind() == AsyncModel.Kind.STAGE && executors.areOfOwn(result)) {
                return null;
            }
            if (result.arguments().isEmpty()) {
                break;
            }
            link = result.arguments().get(0);
        }
        return executors.isFree(link) || isMovedLater(body, at) ? null : context;
    }

    /** Whether the chain goes on from the call, and is moved as a whole. */
    private boolean isMovedLater(Body body, int from) {
        for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
            if (entry.getKey() > from
                    && body.code().at(entry.getKey()) instanceof Call call
                    && operations.is(call.method(), model::relocatesAll)) {
                for (State state : entry.getValue()) {
                    if (isOn(call, List.of(state), from)
                            && executors.of(state.get(call.arguments()
                                            .get(call.arguments().size() - 1)))
                                    == null) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The types of the objects that the call is made on, where the code shows them being made; else none. */
    Set<String> made(Call call, State state) {
        return call.receiver() == Instruction.NONE ? Set.of() : executors.made(state.get(call.receiver()));
    }

    /** Whether the call is made on objects of whose types it is known that they don't wait. */
    boolean isOnOthers(AsyncModel.Certainty certainty, Call call, State state) {
        Set<String> made = made(call, state);
        return !made.isEmpty() && made.stream().noneMatch(type -> operations.isOn(certainty, type, call.method()));
    }

    /** Whether the code has found out that it is not on such a thread. */
    boolean isElsewhere(Body body, State state, Context context) {
        for (Value.Result asked : state.askedAnswers()) {
            if (isAnsweredNo(asked, asked.method(), state, context)) {
                return true;
            }
        }
        return state.askedPlaces().entrySet().stream()
                .anyMatch(asked -> asked.getKey() < body.code().size()
                        && body.code().at(asked.getKey()) instanceof Call call
                        && isAnsweredNo(asked.getValue(), call.method(), state, context));
    }

    private boolean isAnsweredNo(Value answer, MethodRef method, State state, Context context) {
        return state.isZero(answer).equals(Optional.of(true)) && operations.is(method, context::isAskedBy);
    }

    /** Whether the stage that the call is made on is done only when several others are. */
    boolean isJoin(Call call, State state) {
        for (Value link = call.receiver() == Instruction.NONE ? null : state.get(call.receiver());
                link instanceof Value.Result result;
                link = result.arguments().isEmpty() ? null : result.arguments().get(0)) {
            if (operations.is(result.method(), model::joins)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the method calls something that a context may begin with: a cheap first question. */
    private boolean givesCode(MethodInfo maker) {
        return giving.computeIfAbsent(
                maker,
                method -> method.calls().stream()
                        .anyMatch(site -> beginning.computeIfAbsent(site.method(), this::mayBegin)));
    }

    private boolean mayBegin(MethodRef method) {
        return summaries.delivery(method) != Delivery.KEPT
                || present.stream()
                        .anyMatch(context -> operations.is(
                                        method, context.isOfChains() ? context::isAfter : context::takes)
                                || method.parameterTypes().stream().anyMatch(type -> isDeclared(type, context)));
    }

    /** Where the method's code, a lambda's, is given away: the contexts that take it. */
    List<Given> ofLambda(MethodInfo lambda) {
        List<Given> all = new ArrayList<>();
        for (MethodInfo maker : summaries.graph().makers(lambda)) {
            Body body = givesCode(maker) ? moments.body(maker) : null;
            if (body == null) {
                continue;
            }
            moments.all(body).forEach((at, states) -> {
                if (body.code().at(at) instanceof Call call) {
                    for (State state : states) {
                        List<String> types = call.method().parameterTypes();
                        for (int i = 0; i < call.arguments().size() && i < types.size(); i++) {
                            Value given = state.get(call.arguments().get(i));
                            if (isOf(given, lambda)) {
                                add(
                                        body,
                                        at,
                                        call,
                                        state,
                                        types.get(i),
                                        finished.of(lambda, (Value.Lambda) given, body, at, state),
                                        all);
                            }
                        }
                    }
                }
            });
        }
        return all;
    }

    /** All parameters: the object itself counts where it is a future. */
    static Set<Integer> given(MethodInfo method) {
        Set<Integer> all = new HashSet<>();
        int count = method.ref().parameterCount() + (method.isStatic() ? 0 : 1);
        for (int i = 0; i < count; i++) {
            all.add(i);
        }
        return all;
    }

    /** The lambda as what it is made: an object with a method whose overrides run there, whoever takes it. */
    List<Given> ofInterface(MethodInfo lambda) {
        List<Given> all = new ArrayList<>();
        if (elsewhere.is(lambda)) {
            return all;
        }
        for (MethodInfo maker : summaries.graph().makers(lambda)) {
            Body body = moments.body(maker);
            for (int at = 0; body != null && at < body.code().size(); at++) {
                if (body.code().at(at) instanceof MakeLambda made
                        && lambda.equals(summaries.program().resolve(made.body()))) {
                    Set<Integer> given = given(lambda);
                    given.removeIf(index -> index < made.captured().size());
                    for (Context context : present) {
                        if (context.isOfOverrides()
                                && isMadeFor(made.functionalInterface(), context)
                                && all.stream().noneMatch(one -> one.context() == context)) {
                            all.add(new Given(context, null, given, false));
                        }
                    }
                }
            }
        }
        return all;
    }

    private boolean isMadeFor(String functionalInterface, Context context) {
        for (String ancestor : summaries.program().ancestors(functionalInterface)) {
            ClassInfo type = summaries.program().find(ancestor);
            boolean is = type != null
                    && type.methods().stream()
                            .anyMatch(method -> method.isAbstract()
                                    && context.isOverridden(
                                            ancestor,
                                            method.ref().name() + method.ref().descriptor()));
            if (is) {
                return true;
            }
        }
        return false;
    }

    private boolean isOf(Value value, MethodInfo lambda) {
        return value instanceof Value.Lambda made
                && lambda.equals(summaries.program().resolve(made.body()));
    }

    private void add(Body body, int at, Call call, State state, String parameter, Set<Integer> done, List<Given> all) {
        Context context = of(body, at, call, state, parameter);
        if (context != null && all.stream().noneMatch(given -> given.context() == context)) {
            all.add(new Given(context, new Blocked.Call(body, at), done, isJoin(call, state)));
        }
    }

    /** Where objects of the method's class are given away as what has such a method. */
    List<Given> ofObject(MethodInfo method) {
        List<Given> all = new ArrayList<>();
        ClassInfo type = summaries.program().find(method.ref().owner());
        if (type == null
                || method.isStatic()
                || method.isConstructor()
                || !summaries.graph().overridesLibrary(method)) {
            return all;
        }
        for (MethodInfo constructor : type.methods()) {
            if (!constructor.isConstructor()) {
                continue;
            }
            for (MethodInfo maker : summaries.graph().callers(constructor)) {
                Body body = givesCode(maker) ? moments.body(maker) : null;
                if (body != null) {
                    addGiven(body, method, all);
                }
            }
        }
        return all;
    }

    private void addGiven(Body body, MethodInfo method, List<Given> all) {
        moments.all(body).forEach((at, states) -> {
            if (body.code().at(at) instanceof Call call && !call.method().name().equals("<init>")) {
                List<String> types = call.method().parameterTypes();
                for (State state : states) {
                    for (int i = 0; i < call.arguments().size() && i < types.size(); i++) {
                        if (state.get(call.arguments().get(i)) instanceof Value.Fresh fresh
                                && fresh.type().equals(method.ref().owner())
                                && hasMethod(types.get(i), method)) {
                            add(body, at, call, state, types.get(i), given(method), all);
                        }
                    }
                }
            }
        });
    }

    private boolean hasMethod(String descriptor, MethodInfo method) {
        ClassInfo type = descriptor.startsWith("L")
                ? summaries.program().find(descriptor.substring(1, descriptor.length() - 1))
                : null;
        return type != null && type.method(method.ref().name(), method.ref().descriptor()) != null;
    }

    /**
     * Code that is given away, to be run on such a thread.
     *
     * @param call the call that it is given to; null where it runs there whoever takes it
     * @param done its parameters that are done when it runs, if they are futures
     * @param join whether it runs when several futures are done
     */
    record Given(Context context, Blocked.@Nullable Call call, Set<Integer> done, boolean join) {}
}
