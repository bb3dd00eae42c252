package dev.concurrencylint.flow;

import java.util.List;

/** What a call makes of the objects that somebody waits for. */
final class Owing {
    private final Debts debts;
    private final Environment environment;
    private final Events events;

    Owing(Debts debts, Environment environment, Events events) {
        this.debts = debts;
        this.environment = environment;
        this.events = events;
    }

    /** Lets out what a call may throw. */
    interface Raising {
        void raise(int at, Invocation call, Alternative before, Transfer.Out out);
    }

    void step(int at, Invocation call, Alternative in, Transfer.Out out, Raising raising) {
        List<Value> operands = call.operands();
        in.facts().age(field -> environment.mayWrite(call.kind(), call.method(), field));
        boolean onObject = call.hasReceiver() && !call.isConstructor();
        if (onObject && debts.ends(call.method())) {
            give(at, operands.get(0), in);
        } else {
            raising.raise(at, call, in.copy(), out); // what it throws, it throws before it keeps anything
        }
        if (environment.effect(call.kind(), call.method()) instanceof Effect.NeverReturns) {
            return;
        }
        if (onObject && !debts.reads(call.method())) {
            give(at, operands.get(0), in);
        }
        for (int i = call.receivers(); i < operands.size(); i++) {
            give(at, operands.get(i), in);
        }
        Value answer = new Value.Result(at, call.method(), operands).bounded(at);
        if (debts.makes(call.method())) {
            Value made = call.isConstructor() ? operands.get(0) : answer;
            in.hold(made, new Hold(1, false, List.of(at)));
            in.facts().assumeNotNull(made);
        }
        call.answer(in, answer);
        out.next(at + 1, in);
    }

    /** Who gets the value may end what it leads to. */
    void give(int at, Value value, Alternative in) {
        if (in.holds().isEmpty() || value.isConstant()) {
            return;
        }
        in.holds().forEach((name, hold) -> {
            if (leadsTo(value, name)) {
                events.handOver(at, name, hold.sites());
            }
        });
        in.unsure(name -> leadsTo(value, name));
    }

    private static boolean leadsTo(Value value, Value object) {
        return value.equals(object)
                || value instanceof Value.Lambda lambda
                        && lambda.captured().stream().anyMatch(part -> leadsTo(part, object))
                || object instanceof Value.Field field && value.equals(field.object());
    }
}
