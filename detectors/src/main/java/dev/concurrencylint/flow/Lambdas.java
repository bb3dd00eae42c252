package dev.concurrencylint.flow;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.models.Delivery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lambdas, and objects that were just made, as values: what a call on one runs, and what happens where one gets out of sight. What a
 * lambda takes or gives back happens where it is run; where nobody sees whether it is run, such holds are no longer sure.
 */
final class Lambdas {
    /** Lambdas in lambdas in objects, followed so deep. */
    private static final int DEEPEST = 3;

    private final Environment environment;
    private final Code code;
    private final Kinds kinds;
    private final Events events;

    Lambdas(Code code, Environment environment, Kinds kinds, Events events) {
        this.code = code;
        this.environment = environment;
        this.kinds = kinds;
        this.events = events;
    }

    /** What the call comes to: the body where it is made on a lambda, the class's own method where it is made on a new object. */
    Invocation resolve(int at, Invocation call) {
        Invocation resolved = call;
        for (int depth = 0; depth < DEEPEST && resolved.kind() == CallKind.INTERFACE; depth++) {
            if (!(resolved.receiver() instanceof Value.Lambda lambda)
                    || lambda.body().name().equals("<init>")
                    || !environment.isAbstract(resolved.method())) {
                break;
            }
            List<Value> operands = new ArrayList<>(lambda.captured());
            operands.addAll(resolved.operands().subList(1, resolved.operands().size()));
            int wanted = lambda.body().parameterCount() + (lambda.kind() == CallKind.STATIC ? 0 : 1);
            if (operands.size() != wanted) {
                break;
            }
            events.runs(at, lambda);
            resolved = resolved.of(lambda.kind(), lambda.body(), operands);
        }
        boolean isVirtual = resolved.kind() == CallKind.VIRTUAL || resolved.kind() == CallKind.INTERFACE;
        if (isVirtual && resolved.receiver() instanceof Value.Fresh object && environment.isOfProgram(object.type())) {
            MethodRef exact = environment.implementation(object.type(), resolved.method());
            return exact == null ? resolved : resolved.of(CallKind.SPECIAL, exact, resolved.operands());
        }
        return resolved;
    }

    /** A lambda was made. */
    void made(Value.Lambda lambda, Alternative in) {
        in.make(environment.changes(lambda.kind(), lambda.body()));
        if (environment.changesPermits(lambda.kind(), lambda.body())) {
            in.make(Lost.PERMITS);
        }
    }

    /** The value is what the method returns. */
    void returned(int at, Value value, Alternative in) {
        if (!in.made().isNothing()) {
            returned(at, value, in, 0);
        }
    }

    private void returned(int at, Value value, Alternative in, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (value instanceof Value.Lambda lambda) {
            events.leaves(at, lambda, Delivery.KEPT);
            lambda.captured().forEach(part -> returned(at, part, in, depth + 1));
        } else if (value instanceof Value.Fresh) {
            in.facts().forEachContent((path, content) -> {
                if (path instanceof Value.Field field && value.equals(field.object())) {
                    returned(at, content, in, depth + 1);
                }
            });
        }
    }

    /** The lambdas among what the call is given that change holds: by the paths under which the callee finds them. */
    Map<Value, Value.Lambda> given(Invocation call, Alternative in) {
        if (in.made().isNothing()) {
            return Map.of();
        }
        Map<Value, Value.Lambda> given = new LinkedHashMap<>();
        for (int i = 0; i < call.operands().size(); i++) {
            Value parameter = new Value.Parameter(i);
            Value operand = call.operands().get(i);
            if (operand instanceof Value.Lambda lambda && changes(lambda)) {
                given.put(parameter, lambda);
            } else if (operand instanceof Value.Fresh) {
                in.facts().forEachContent((path, content) -> {
                    if (path instanceof Value.Field field
                            && operand.equals(field.object())
                            && content instanceof Value.Lambda lambda
                            && changes(lambda)) {
                        given.put(new Value.Field(parameter, field.field()), lambda);
                    }
                });
            }
        }
        return given;
    }

    private boolean changes(Value.Lambda lambda) {
        return !environment.changes(lambda.kind(), lambda.body()).isNothing()
                || environment.changesPermits(lambda.kind(), lambda.body())
                || lambda.captured().stream().anyMatch(part -> part instanceof Value.Lambda inner && changes(inner));
    }

    /**
     * The value is where other code finds it, which may run it and may not.
     *
     * @param type what the other code knows of it; internal name, null for anything
     */
    void leave(int at, Value value, @Nullable String type, Delivery delivery, Alternative in) {
        if (delivery != Delivery.KEPT && type != null && !in.holds().isEmpty()) {
            acrossByObject(at, value, type, delivery, in);
        }
        leave(at, value, delivery, in, 0);
    }

    /** An object is given to run: what it then gives back, another thread gives back. */
    private void acrossByObject(int at, Value value, String type, Delivery delivery, Alternative in) {
        String own = value instanceof Value.Fresh object
                ? object.type()
                : value.equals(new Value.Parameter(0)) ? kinds.of(value).type() : null;
        if (own != null && environment.isOfProgram(own)) {
            environment.releasedBy(own).forEach((method, given) -> {
                if (environment.overrides(method, type)) {
                    given.forEach(name -> across(
                            at,
                            Paths.substitute(name, List.of(value), in.facts(), environment, null),
                            List.of(method),
                            delivery,
                            in));
                }
            });
        }
    }

    private void leave(int at, Value value, Delivery delivery, Alternative in, int depth) {
        if (depth > DEEPEST || value.isConstant()) {
            return;
        }
        if (value instanceof Value.Lambda lambda) {
            events.leaves(at, lambda, delivery);
            if (delivery != Delivery.KEPT) {
                for (Value given : environment.released(lambda.kind(), lambda.body())) {
                    Value lock = Paths.substitute(given, lambda.captured(), in.facts(), environment, null);
                    across(at, lock, List.of(lambda.body()), delivery, in);
                }
            }
            Lost changes = environment.changes(lambda.kind(), lambda.body());
            vague(changes, in);
            in.leave(changes);
            lambda.captured().forEach(part -> leave(at, part, delivery, in, depth + 1));
        } else if (value instanceof Value.Fresh object) {
            List<Value> contents = new ArrayList<>();
            in.facts().forEachContent((path, content) -> {
                if (path instanceof Value.Field field && object.equals(field.object())) {
                    contents.add(content);
                }
            });
            if (!in.holds().isEmpty()) {
                List<Value> given = new ArrayList<>();
                environment
                        .releasedBy(object.type())
                        .values()
                        .forEach(names -> names.forEach(name ->
                                given.add(Paths.substitute(name, List.of(object), in.facts(), environment, null))));
                in.unsure(held -> isLock(held) && given.contains(held));
            }
            in.unsure(held -> isLock(held) && (contents.contains(held) || contents.contains(held.synchroniser())));
            contents.stream()
                    .filter(content -> content instanceof Value.Lambda || content instanceof Value.Fresh)
                    .forEach(content -> leave(at, content, delivery, in, depth + 1));
        } else if ((value instanceof Value.Merged || value instanceof Value.Opaque)
                && !in.made().isNothing()) {
            vague(in.made(), in); // it may be one of those that were made
        }
        in.unsure(held -> isLock(held) && value.equals(in.guardOf(held)));
    }

    /** A lock that the thread owns is left to code that another thread runs, if it is one. */
    private void across(int at, Value lock, List<MethodRef> body, Delivery delivery, Alternative in) {
        Value look = lock.look();
        for (Map.Entry<Value, Hold> entry : in.holds().entrySet()) {
            Hold hold = entry.getValue();
            if (entry.getKey().look().equals(look)
                    && isLock(lock)
                    && hold.isExactly(1)
                    && !in.doubtful()
                    && hold.sites().stream().allMatch(site -> isThreadOwned(lock, site))) {
                boolean sure = delivery == Delivery.ELSEWHERE;
                in.hold(entry.getKey(), new Hold(0, true, hold.sites()));
                events.across(at, new FlowResult.Across(at, entry.getKey(), hold.sites(), body, sure));
            }
        }
    }

    private boolean isThreadOwned(Value lock, int site) {
        return code.at(site) instanceof Call call
                && environment.isThreadOwned(kinds.of(lock.synchroniser()), call.method());
    }

    /** What is left with permits is told apart: they belong to no thread. */
    private static boolean isLock(Value held) {
        return !(held instanceof Value.Permits);
    }

    /** Locks of some kinds are taken or given back, under conditions that nobody can tell. */
    void vague(Lost what, Alternative in) {
        in.lose(what);
        in.unsure(held -> what.mayBe(kinds.of(held), environment));
    }
}
