package dev.concurrencylint.flow;

import static dev.concurrencylint.code.Instruction.NONE;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.facts.Exceptional;
import dev.concurrencylint.facts.Likelihood;
import dev.concurrencylint.models.LockOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** What a call makes of one alternative: an operation on a synchroniser, a callee's effect, or something unknown. */
final class Calls {

    private final Code code;
    private final Environment environment;
    private final Kinds kinds;
    private final Holds holds;
    private final Operations operations;
    private final Tasks tasks;
    private final Events events;

    Calls(
            Code code,
            Environment environment,
            Kinds kinds,
            Set<Integer> weakSites,
            BiPredicate<Integer, Integer> inLoopWithout,
            Events events) {
        this.code = code;
        this.environment = environment;
        this.kinds = kinds;
        Amounts amounts = new Amounts(events, inLoopWithout);
        this.holds = new Holds(code, environment, kinds, weakSites, amounts, events);
        this.events = events;
        this.operations = new Operations(code, environment, holds, events);
        this.tasks = new Tasks(environment, kinds, events, amounts);
    }

    void step(int at, Call call, Alternative in, Transfer.Out out) {
        LockOperation operation = environment.lockOperation(call.method());
        if (operation != null && operation.isStampTest()) {
            operations.test(at, call, operation, in, out);
            return;
        }
        if (operation != null && call.receiver() != NONE) {
            operations.operate(at, call, operation, in, out);
            return;
        }
        List<Value> arguments = arguments(call, in);
        if (environment.isPure(call.method())) {
            Value right = arguments.size() > 1 ? arguments.get(1) : null;
            result(call, in, new Value.Computed(call.method().toString(), arguments.get(0), right).bounded(at));
            out.next(at + 1, in);
            return;
        }
        if (call.kind() == CallKind.STATIC && !arguments.isEmpty() && environment.isIdentity(call.method())) {
            result(call, in, arguments.get(0));
            out.next(at + 1, in);
            return;
        }
        events.calling(at, arguments, in);
        Effect effect = environment.effect(call);
        if (effect instanceof Effect.Known known) {
            apply(at, call, known, arguments, in, out);
        } else {
            unknown(at, call, effect, arguments, in, out);
        }
    }

    private static List<Value> arguments(Call call, Alternative in) {
        List<Value> arguments = new ArrayList<>();
        if (call.receiver() != NONE) {
            arguments.add(in.get(call.receiver()));
        }
        call.arguments().forEach(register -> arguments.add(in.get(register)));
        return arguments;
    }

    static void result(Call call, Alternative in, Value value) {
        if (call.to() != NONE) {
            in.set(call.to(), value);
        }
    }

    // ---- unknown callees ---------------------------------------------------------------------------------

    private void unknown(int at, Call call, Effect effect, List<Value> arguments, Alternative in, Transfer.Out out) {
        in.facts().age(field -> environment.mayWrite(call, field));
        if (call.receiver() != NONE && arguments.get(0) instanceof Value.Field) {
            in.facts().assumeNotNull(arguments.get(0));
        }
        Alternative before;
        boolean raises;
        if (effect instanceof Effect.Vague vague) {
            raises = raises(at, call, in);
            before = raises ? in.copy() : in;
            vague(vague.what(), in);
        } else {
            handOver(call, arguments, in);
            raises = raises(at, call, in);
            before = raises ? in.copy() : in;
        }
        testedElsewhere(call, in, before);
        if (raises) {
            if (environment.isOfProgram(call.method().owner())) {
                doubtGiven(call, arguments, before);
            }
            raise(at, call, arguments, before, out);
        }
        if (effect instanceof Effect.NeverReturns) {
            return;
        }
        if (call.method().name().equals("<init>") && !in.holds().isEmpty()) {
            keptParameters(call, arguments, in);
        }
        give(at, call, arguments, in);
        Value.Result returned = new Value.Result(at, call.method(), arguments);
        result(call, in, returned.bounded(at));
        out.next(at + 1, in);
    }

    /** Code of the program that is given a task may have run it before it throws. */
    private void doubtGiven(Call call, List<Value> arguments, Alternative before) {
        if (Amounts.isAny(before.holds()) && !tasks.given(call, arguments).isEmpty()) {
            before.unsure(Value.Permits.class::isInstance);
        }
    }

    /** What a new object of the program keeps in its fields. */
    private void keptParameters(Call call, List<Value> arguments, Alternative in) {
        if (arguments.get(0) instanceof Value.Fresh object && environment.isOfProgram(object.type())) {
            environment
                    .keptParameters(call.method())
                    .forEach((field, index) -> in.facts().write(new Value.Field(object, field), arguments.get(index)));
        }
    }

    /** The value is put where other code finds it. */
    void keep(int at, Value value, Alternative in) {
        tasks.give(at, List.of(value), null, in);
    }

    private void give(int at, Call call, List<Value> arguments, Alternative in) {
        List<Value> given = tasks.given(call, arguments);
        if (!given.isEmpty()) {
            tasks.give(at, given, environment.runsAfter(call.method()), in);
        }
    }

    /** Locks of some kinds are taken or given back, under conditions that nobody can tell. */
    void vague(Lost what, Alternative in) {
        in.lose(what);
        in.unsure(held -> what.mayBe(kinds.of(held), environment));
    }

    /** A lock that unknown code is given may be taken or released there; what the program's own objects do with permits is known. */
    private void handOver(Call call, List<Value> arguments, Alternative in) {
        boolean isOwn = call.method().name().equals("<init>")
                && environment.isOfProgram(call.method().owner());
        for (int i = call.receiver() == NONE ? 0 : 1; i < arguments.size(); i++) {
            Value argument = arguments.get(i);
            if (argument.isConstant()) {
                continue;
            }
            boolean isThis = argument.equals(new Value.Parameter(0));
            in.unsure(held -> !(isOwn && held instanceof Value.Permits)
                            && held.synchroniser().equals(argument)
                    || held instanceof Value.Field field && argument.equals(field.object()) && !isThis);
            if (argument instanceof Value.Field field
                    && environment.isLock(field.field().descriptor())) {
                in.hold(argument, Hold.UNSURE);
            }
        }
    }

    /** The answer of an attempt that is given to other code is tested there: it doesn't go on where the lock was not taken. */
    private void testedElsewhere(Call call, Alternative after, Alternative raised) {
        for (int register : call.arguments()) {
            if (after.get(register) instanceof Value.Result answer && isAttempt(answer)) {
                int known = after.facts()
                        .compare(answer, Operations.failure(answer.method()))
                        .bits();
                if (known == Possible.EQUAL) {
                    after.doubt();
                } else if (known == Possible.DIFFERENT && raised != after) {
                    raised.doubt();
                }
            }
        }
    }

    private boolean isAttempt(Value.Result answer) {
        LockOperation operation = environment.lockOperation(answer.method());
        return operation != null && (operation.isAttempt() || operation.isConversion());
    }

    /** Whether exceptions of the call matter: not if nothing is held that one could carry out, and nobody catches it here. */
    private boolean raises(int at, Call call, Alternative before) {
        if (!before.holds().isEmpty() || isCovered(at)) {
            return true;
        }
        events.mayThrowHoldingNothing(call);
        return false;
    }

    private void raise(int at, Call call, List<Value> arguments, Alternative before, Transfer.Out out) {
        List<Exceptional> all = new ArrayList<>(
                isPreparedFor(at)
                        ? environment.exceptionsPreparedFor(call.kind(), call.method())
                        : environment.exceptions(call.kind(), call.method()));
        for (Value argument : arguments) {
            if (argument instanceof Value.Lambda lambda && environment.passesExceptions(call.method())) {
                all.addAll(environment.exceptions(CallKind.STATIC, lambda.body()));
            }
        }
        raise(at, typesOf(all, true), before.copy(), out);
        Alternative raised = before.copy();
        raised.assumeThrowing(at);
        raise(at, typesOf(all, false), raised, out);
    }

    private static void raise(int at, List<String> types, Alternative raised, Transfer.Out out) {
        if (!types.isEmpty()) {
            out.raise(at, raised, Thrown.of(types, at));
        }
    }

    private static List<String> typesOf(List<Exceptional> exceptions, boolean certain) {
        SortedSet<String> types = new TreeSet<>();
        for (Exceptional exceptional : exceptions) {
            if (exceptional.likelihood() == Likelihood.CERTAIN == certain) {
                types.add(exceptional.type());
            }
        }
        return List.copyOf(types);
    }

    /** Whether a handler of the code's own, not that of a synchronised block, catches everything to clean up. */
    private boolean isPreparedFor(int at) {
        for (Instruction.Handler handler : code.handlers()) {
            if (handler.covers(at) && Cleanups.isCleanup(code, handler)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a handler of the code's own, not that of a synchronised block, is there. */
    private boolean isCovered(int at) {
        for (Instruction.Handler handler : code.handlers()) {
            if (handler.covers(at) && (handler.type() != null || !Cleanups.leavesMonitor(code, handler.target()))) {
                return true;
            }
        }
        return false;
    }

    // ---- known callees -----------------------------------------------------------------------------------

    private void apply(
            int at, Call call, Effect.Known effect, List<Value> arguments, Alternative in, Transfer.Out out) {
        for (Effect.Exit exit : effect.exits()) {
            Alternative end = in.copy();
            if (!meets(exit, arguments, end, out)) {
                continue;
            }
            if (!exit.takesPermits() && effect.exits().stream().anyMatch(Effect.Exit::takesPermits)) {
                end.failAttempt(at);
            }
            end.facts().age(field -> environment.mayWrite(call, field));
            if (call.receiver() != NONE) {
                end.facts().assumeNotNull(arguments.get(0));
            }
            Value returned = returned(at, call, exit, arguments, end);
            exit.deltas().forEach((name, delta) -> {
                Value lock = Paths.substitute(name, arguments, end.facts(), environment, returned);
                holds.change(at, lock, delta, end);
            });
            for (Value name : exit.unsure()) {
                end.hold(Paths.substitute(name, arguments, end.facts(), environment, returned), Hold.UNSURE);
            }
            for (Map.Entry<Value, Value> written : exit.written().entrySet()) {
                Value path = Paths.substitute(written.getKey(), arguments, new Facts(), environment, returned);
                if (path instanceof Value.Field field) {
                    Value content = Paths.substitute(written.getValue(), arguments, new Facts(), environment, returned);
                    end.facts().write(field, content);
                }
            }
            exit.guards().stream()
                    .filter(guard -> guard.left() instanceof Value.Returned)
                    .forEach(guard -> end.facts().assume(returned, guard.right(), guard.bits()));
            if (exit.isNormal()) {
                give(at, call, arguments, end);
                result(call, end, returned);
                out.next(at + 1, end);
            } else {
                if (exit.assumed()) {
                    end.assumeThrowing(at);
                }
                for (String type : exit.exceptions()) {
                    out.raise(at, end.copy(), Thrown.of(type, at));
                }
            }
        }
    }

    private boolean meets(Effect.Exit exit, List<Value> arguments, Alternative end, Transfer.Out out) {
        for (Effect.Guard guard : exit.guards()) {
            if (guard.left() instanceof Value.Returned) {
                continue; // told of the answer once it is there
            }
            Value left = Paths.substitute(guard.left(), arguments, end.facts(), environment, null);
            Value right = Paths.substitute(guard.right(), arguments, end.facts(), environment, null);
            if (left instanceof Value.HeldAtEntry held) {
                Boolean answer = holds.isHeldFor(held.lock(), end);
                if (answer != null && answer == (guard.bits() == Possible.EQUAL)) {
                    return false;
                }
                if (answer != null || holds.isUnclear(held.lock(), end)) {
                    continue; // the caller knows better, or nobody does
                }
            }
            Possible known = end.facts().compare(left, right);
            if (known.stale() && (known.bits() & guard.bits()) == 0) {
                end.doubt(); // caller and callee test the same thing, to the same end
            }
            if (!Transfer.refine(end, left, right, guard.bits(), out.peers())) {
                return false;
            }
        }
        return true;
    }

    private Value returned(int at, Call call, Effect.Exit exit, List<Value> arguments, Alternative end) {
        Value known = exit.returned();
        if (known instanceof Value.Fresh fresh) {
            return new Value.Fresh(at, fresh.type());
        }
        if (known != null) {
            return Paths.substitute(known, arguments, end.facts(), environment, null)
                    .bounded(at);
        }
        return new Value.Result(at, call.method(), arguments).bounded(at);
    }
}
