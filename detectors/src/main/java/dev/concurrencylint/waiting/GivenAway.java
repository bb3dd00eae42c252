package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.MakeLambda;
import dev.concurrencylint.facts.ThrowModel;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.Delivery;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Summaries;
import dev.concurrencylint.waiting.Witness.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who runs the code of lambdas and of objects that a method gives away, and what is held then. */
final class GivenAway {
    private static final String UNKNOWN = "what runs it is not known";

    private final Summaries summaries;
    private final MonitorUse use;
    private final Moments moments;
    private final Objects objects;
    private final Conditions conditions;
    private final Holders holders;

    GivenAway(
            Summaries summaries,
            MonitorUse use,
            Moments moments,
            Objects objects,
            Conditions conditions,
            Holders holders) {
        this.objects = objects;
        this.summaries = summaries;
        this.use = use;
        this.moments = moments;
        this.conditions = conditions;
        this.holders = holders;
    }

    /** Whether code that takes objects to run them may run an object of the method's class in place, while something is held. */
    boolean isRunUnderHold(MethodInfo method) {
        ClassInfo type = use.program().find(method.ref().owner());
        if (type == null) {
            return true;
        }
        for (MethodInfo constructor : type.methods()) {
            if (!constructor.isConstructor()) {
                continue;
            }
            for (MethodInfo maker : summaries.graph().callers(constructor)) {
                Body body = moments.body(maker);
                if (body != null && mayRunInPlace(body, type.name())) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean mayRunInPlace(Body body, String type) {
        for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
            if (body.code().at(entry.getKey()) instanceof Call call
                    && !call.method().name().equals("<init>")) {
                for (State state : entry.getValue()) {
                    boolean given = state.get(call.arguments()).stream()
                            .anyMatch(value -> value instanceof Value.Fresh fresh
                                    && fresh.type().equals(type));
                    if (given
                            && summaries.delivery(call.method()) == Delivery.KEPT
                            && (ThrowModel.isPlatform(call.method().owner())
                                    ? holders.holdsOther(body, state)
                                    : holdsWhileItCalls(call))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether a method of the program calls what it is given while it holds something. */
    private boolean holdsWhileItCalls(Call given) {
        for (MethodInfo target : summaries.graph().targets(given.kind(), given.method())) {
            Body body = moments.body(target);
            if (body == null) {
                continue;
            }
            for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
                if (body.code().at(entry.getKey()) instanceof Call call
                        && call.receiver() != Instruction.NONE
                        && entry.getValue().stream()
                                .anyMatch(state -> state.get(call.receiver()) instanceof Value.Parameter
                                        && call.onInterface()
                                        && holders.holdsOther(body, state))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Asks those who make the lambda, and who runs it. */
    void lambda(MethodInfo lambda, Wanted wanted, Search search) {
        for (MethodInfo maker : summaries.graph().makers(lambda)) {
            Body body = moments.body(maker);
            if (body == null) {
                search.answer().addDoubt(UNKNOWN);
                return;
            }
            for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
                if (body.code().at(entry.getKey()) instanceof MakeLambda made
                        && lambda.equals(use.program().resolve(made.body()))) {
                    for (State state : entry.getValue()) {
                        lambda(body, entry.getKey(), made, state, wanted, search);
                    }
                }
            }
        }
    }

    private void lambda(Body maker, int at, MakeLambda made, State state, Wanted wanted, Search search) {
        Value object = objects.named(state.ofCallee(wanted.object(), state.get(made.captured())));
        boolean used = false;
        for (Map.Entry<Integer, List<State>> entry : moments.all(maker).entrySet()) {
            if (!(maker.code().at(entry.getKey()) instanceof Call call)) {
                continue;
            }
            for (State there : entry.getValue()) {
                List<Value> operands = Moments.operands(call, there);
                for (int i = 0; i < operands.size(); i++) {
                    if (operands.get(i) instanceof Value.Lambda one && one.at() == at) {
                        used = true;
                        given(maker, entry.getKey(), call, there, i, wanted.as(object), search);
                    }
                }
            }
        }
        if (!used) {
            search.answer().addDoubt("a lambda is kept in " + maker.method());
        }
    }

    /** The code is given to a call, as the operand of that index. */
    private void given(Body maker, int at, Call call, State state, int index, Wanted wanted, Search search) {
        Search longer = search.after(new Witness.Call(maker, at));
        Delivery delivery = summaries.delivery(call.method());
        if (delivery != Delivery.KEPT) {
            search.answer().addOpen(delivery == Delivery.ELSEWHERE ? Why.TASK : Why.PERHAPS_TASK, longer.way());
            return;
        }
        boolean runsReceiver = index == 0 && call.receiver() != Instruction.NONE;
        boolean isUnknown =
                call.onInterface() && summaries.isFunctional(call.method().owner());
        if (runsReceiver || summaries.runsInPlace(call, index) && !isUnknown) {
            holders.ask(maker, state, wanted, longer);
            return;
        }
        List<MethodInfo> targets = summaries.graph().targets(call.kind(), call.method());
        Body template = targets.size() == 1 ? moments.body(targets.get(0)) : null;
        if (template == null) {
            search.answer().addDoubt(UNKNOWN);
            return;
        }
        template(maker, state, template, Moments.operands(call, state), index, wanted, longer);
    }

    /** A method of the program runs the code, perhaps under something of its own. */
    private void template(
            Body maker, State state, Body template, List<Value> operands, int index, Wanted wanted, Search search) {
        boolean runs = false;
        for (Map.Entry<Integer, List<State>> entry : moments.all(template).entrySet()) {
            if (!(template.code().at(entry.getKey()) instanceof Call call)) {
                continue;
            }
            for (State inside : entry.getValue()) {
                List<Value> given = Moments.operands(call, inside);
                if (!given.contains(new Value.Parameter(index))) {
                    continue;
                }
                boolean isRun = call.receiver() != Instruction.NONE
                        && given.get(0).equals(new Value.Parameter(index))
                        && call.onInterface();
                if (!isRun) {
                    search.answer().addDoubt(UNKNOWN);
                    return;
                }
                runs = true;
                List<Value> held = new ArrayList<>();
                (wanted.isMonitor() ? holders.monitors(template, inside) : inside.locks())
                        .forEach(one -> held.add(state.ofCallee(one, operands)));
                Value lock = wanted.on() == WaitModel.On.CONDITION
                        ? conditions.lockOf(wanted.object(), state)
                        : wanted.object();
                if (lock == null) {
                    search.answer().addDoubt(UNKNOWN);
                } else if (held.contains(lock)) {
                    search.answer().addHeld();
                } else if (!held.stream().allMatch(one -> holders.isDifferent(one, lock, wanted, maker))) {
                    search.answer().addDoubt(UNKNOWN);
                } else {
                    if (!held.isEmpty()) {
                        search.answer().addUnderOther();
                    }
                    holders.ask(maker, state, wanted, search);
                }
            }
        }
        if (!runs) {
            search.answer().addDoubt(UNKNOWN);
        }
    }

    /** To whom what is made at that place of the method is given; null for nobody. */
    @Nullable
    Delivery deliveryOf(Body maker, int at) {
        Delivery found = null;
        for (Map.Entry<Integer, List<State>> entry : moments.all(maker).entrySet()) {
            if (maker.code().at(entry.getKey()) instanceof Call call
                    && entry.getValue().stream()
                            .anyMatch(state -> Moments.operands(call, state).stream()
                                    .anyMatch(value -> value instanceof Value.Lambda one && one.at() == at))) {
                Delivery here = summaries.delivery(call.method());
                found = found == null || here.compareTo(found) < 0 ? here : found;
            }
        }
        return found;
    }
}
