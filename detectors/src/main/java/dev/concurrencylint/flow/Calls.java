package dev.concurrencylint.flow;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.facts.Exceptional;
import dev.concurrencylint.facts.Likelihood;
import dev.concurrencylint.models.Delivery;
import dev.concurrencylint.models.LockOperation;
import dev.concurrencylint.program.Getter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What a call makes of one alternative: an operation on a synchroniser, a callee's effect, or something unknown. */
final class Calls {

    private final Code code;
    private final Environment environment;
    private final Operations operations;
    private final Tasks tasks;
    private final Outcomes outcomes;
    private final Lambdas lambdas;
    private final @Nullable Owing owing;
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
        Amounts amounts = new Amounts(events, inLoopWithout);
        Holds holds = new Holds(code, environment, kinds, weakSites, amounts, events);
        this.events = events;
        this.operations = new Operations(code, environment, holds, events);
        this.tasks = new Tasks(environment, kinds, events, amounts);
        this.outcomes = new Outcomes(environment, holds, events);
        this.lambdas = new Lambdas(code, environment, kinds, events);
        Debts debts = environment.debts();
        this.owing = debts == null ? null : new Owing(debts, environment, events);
    }

    void step(int at, Call instruction, Alternative in, Transfer.Out out) {
        Invocation call = lambdas.resolve(at, Invocation.of(instruction, in));
        LockOperation operation = environment.lockOperation(call.method());
        if (operation != null && operation.isStampTest()) {
            operations.test(at, call, operation, in, out);
            return;
        }
        if (operation != null && call.hasReceiver()) {
            operations.operate(at, call, operation, in, out);
            return;
        }
        List<Value> arguments = call.operands();
        if (!arguments.isEmpty() && environment.isIdentity(call.method())) {
            call.answer(in, arguments.get(0));
            out.next(at + 1, in);
            return;
        }
        if (environment.isPure(call.method())) {
            Value right = arguments.size() > 1 ? arguments.get(1) : null;
            Value answer = new Value.Computed(call.method().toString(), arguments.get(0), right);
            call.answer(in, answer.bounded(at));
            out.next(at + 1, in);
            return;
        }
        if (!call.hasReceiver() && arguments.size() == 1 && environment.asksForMonitor(call.method())) {
            operations.askForMonitor(at, call, in, out);
            return;
        }
        Getter getter = environment.getter(call.kind(), call.method());
        if (getter != null) {
            Value object = getter.onThis() ? arguments.get(0) : null;
            if (object != null) {
                in.facts().assumeNotNull(object);
            }
            call.answer(
                    in,
                    Paths.read(object, getter.field(), in.facts(), environment).bounded(at));
            out.next(at + 1, in);
            return;
        }
        events.calling(at, arguments, in);
        if (owing != null) {
            owing.step(at, call, in, out, this::raise);
            return;
        }
        List<Value> inSight = new ArrayList<>();
        Effect effect = effect(at, call, inSight, in);
        if (effect instanceof Effect.Known known) {
            outcomes.apply(at, call, known, in, out, end -> give(at, call, inSight, end));
        } else {
            unknown(at, call, effect, inSight, in, out);
        }
    }

    /** What the call does, if the callee knows the lambdas that it is given; what gets out of sight is told. */
    private Effect effect(int at, Invocation call, List<Value> inSight, Alternative in) {
        Map<Value, Value.Lambda> given = lambdas.given(call, in);
        Bound bound = null;
        if (!given.isEmpty()) {
            List<Bound.Given> all = new ArrayList<>();
            given.forEach((path, lambda) -> all.add(new Bound.Given(path, lambda)));
            bound = environment.bound(call.kind(), call.method(), all);
        }
        if (bound != null) {
            events.bound(at);
            int place = 0;
            for (Value.Lambda lambda : given.values()) {
                Delivery delivery = bound.left().get(place++);
                if (delivery == null) {
                    inSight.add(lambda);
                } else {
                    lambdas.leave(at, lambda, null, delivery, in);
                }
            }
        }
        leave(at, call, inSight, in);
        return bound == null ? environment.effect(call.kind(), call.method()) : bound.effect();
    }

    private void leave(int at, Invocation call, List<Value> inSight, Alternative in) {
        if (in.holds().isEmpty() && in.made().isNothing()) {
            return;
        }
        Delivery delivery = delivery(call);
        boolean keepsReceiver = call.hasReceiver()
                && !call.isConstructor()
                && call.receiver() instanceof Value.Fresh
                && environment.keepsReceiver(call.kind(), call.method());
        boolean runsReceiver = call.hasReceiver() && call.receiver() instanceof Value.Lambda;
        for (int i = keepsReceiver || runsReceiver ? 0 : call.receivers();
                i < call.operands().size();
                i++) {
            Value operand = call.operands().get(i);
            if (!call.isData(i) && !inSight.contains(operand) && !isKept(call, i)) {
                lambdas.leave(at, operand, call.type(i), delivery, in);
            }
        }
    }

    private Delivery delivery(Invocation call) {
        Delivery delivery = environment.delivery(call.method());
        boolean complete = delivery == Delivery.PERHAPS_ELSEWHERE
                && call.hasReceiver()
                && call.receiver() instanceof Value.Result stage
                && environment.isCompleted(stage.method());
        return complete ? Delivery.KEPT : delivery;
    }

    /** Whether a constructor of the program puts the operand into a field of the new object, and nowhere else. */
    private boolean isKept(Invocation call, int index) {
        return call.isConstructor()
                && call.receiver() instanceof Value.Fresh object
                && environment.isOfProgram(object.type())
                && environment.isOnlyKept(call.method(), index);
    }

    // ---- unknown callees ---------------------------------------------------------------------------------

    private void unknown(
            int at, Invocation call, Effect effect, List<Value> inSight, Alternative in, Transfer.Out out) {
        List<Value> arguments = call.operands();
        if (environment.waits(call.method())) {
            in.facts().othersTurn(environment::isStable);
        }
        in.facts().age(field -> environment.mayWrite(call.kind(), call.method(), field));
        if (call.hasReceiver() && arguments.get(0) instanceof Value.Field) {
            in.facts().assumeNotNull(arguments.get(0));
        }
        if (effect instanceof Effect.Vague vague) {
            vague(vague.what(), in);
        } else {
            handOver(call, in);
        }
        boolean raises = raises(at, in);
        Alternative before = raises ? in.copy() : in;
        testedElsewhere(call, in, before);
        if (raises) {
            if (environment.isOfProgram(call.method().owner())) {
                doubtGiven(call, inSight, before);
            }
            raise(at, call, before, out);
        }
        if (effect instanceof Effect.NeverReturns) {
            return;
        }
        if (call.isConstructor()) {
            keptParameters(call, in);
        }
        give(at, call, inSight, in);
        Value.Result returned = new Value.Result(at, call.method(), arguments);
        call.answer(in, returned.bounded(at));
        out.next(at + 1, in);
    }

    /** Code of the program that is given a task may have run it before it throws. */
    private void doubtGiven(Invocation call, List<Value> inSight, Alternative before) {
        if (Amounts.isAny(before.holds()) && !inSight.containsAll(tasks.given(call))) {
            before.unsure(Value.Permits.class::isInstance);
        }
    }

    /** What a new object of the program keeps in its fields. */
    private void keptParameters(Invocation call, Alternative in) {
        boolean matters = !in.holds().isEmpty() || !in.made().isNothing();
        if (matters && call.receiver() instanceof Value.Fresh object && environment.isOfProgram(object.type())) {
            environment
                    .keptParameters(call.method())
                    .forEach((field, index) -> in.facts()
                            .write(
                                    new Value.Field(object, field),
                                    call.operands().get(index)));
        }
    }

    /** The value is put where other code finds it. */
    void keep(int at, Value value, Alternative in) {
        if (owing != null) {
            owing.give(at, value, in);
            return;
        }
        lambdas.leave(at, value, null, Delivery.KEPT, in);
        tasks.give(at, List.of(value), null, in);
    }

    /** The value is what the method returns. */
    void returned(int at, Value value, Alternative in) {
        if (owing != null && value instanceof Value.Lambda) {
            owing.give(at, value, in);
        }
        lambdas.returned(at, value, in);
    }

    /** Whether what is put into a field of an object that was just made is followed there. */
    boolean followsNew() {
        return owing == null;
    }

    /** A lambda is made. */
    void make(Value.Lambda lambda, Alternative in) {
        lambdas.made(lambda, in);
    }

    private void give(int at, Invocation call, List<Value> inSight, Alternative in) {
        List<Value> given = new ArrayList<>(tasks.given(call));
        given.removeAll(inSight);
        if (!given.isEmpty()) {
            tasks.give(at, given, environment.runsAfter(call.method()), in);
        }
    }

    private void vague(Lost what, Alternative in) {
        lambdas.vague(what, in);
    }

    /** A lock that unknown code is given may be taken or released there; what the program's own objects do with permits is known. */
    private void handOver(Invocation call, Alternative in) {
        boolean isOwn =
                call.isConstructor() && environment.isOfProgram(call.method().owner());
        for (int i = call.receivers(); i < call.operands().size(); i++) {
            Value argument = call.operands().get(i);
            if (argument.isConstant() || isKept(call, i)) {
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
    private void testedElsewhere(Invocation call, Alternative after, Alternative raised) {
        for (int i = call.receivers(); i < call.operands().size(); i++) {
            if (call.operands().get(i) instanceof Value.Result answer && isAttempt(answer)) {
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
    private boolean raises(int at, Alternative before) {
        if (!before.holds().isEmpty() || isCovered(at)) {
            return true;
        }
        events.mayThrowHoldingNothing(at);
        return false;
    }

    private void raise(int at, Invocation call, Alternative before, Transfer.Out out) {
        List<Exceptional> all = new ArrayList<>(
                isPreparedFor(at)
                        ? environment.exceptionsPreparedFor(call.kind(), call.method())
                        : environment.exceptions(call.kind(), call.method()));
        for (int i = 0; i < call.operands().size(); i++) {
            if (call.operands().get(i) instanceof Value.Lambda lambda
                    && environment.passesExceptions(call.kind(), call.method(), i)) {
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
}
