package dev.concurrencylint.flow;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a call whose effect is known makes of one alternative: one for each way in which the callee may end. */
final class Outcomes {
    private final Environment environment;
    private final Holds holds;
    private final Events events;

    Outcomes(Environment environment, Holds holds, Events events) {
        this.environment = environment;
        this.holds = holds;
        this.events = events;
    }

    /** @param returning hears of each normal end */
    void apply(
            int at,
            Invocation call,
            Effect.Known effect,
            Alternative in,
            Transfer.Out out,
            Consumer<Alternative> returning) {
        List<Value> arguments = call.operands();
        for (Effect.Exit exit : effect.exits()) {
            Alternative end = in.copy();
            if (!meets(exit, arguments, end, out)) {
                continue;
            }
            if (!exit.takesPermits() && effect.exits().stream().anyMatch(Effect.Exit::takesPermits)) {
                end.failAttempt(at);
            }
            end.facts().age(field -> environment.mayWrite(call.kind(), call.method(), field));
            if (call.hasReceiver()) {
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
                guard(at, call, exit, returned, end);
                returning.accept(end);
                call.answer(end, returned);
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

    /** What the call took is left to the object that it made or answered: whoever has that owes the rest. */
    private void guard(int at, Invocation call, Effect.Exit exit, Value returned, Alternative end) {
        for (Map.Entry<Value, Integer> entry : exit.deltas().entrySet()) {
            if (entry.getValue() <= 0) {
                continue;
            }
            Value lock = Paths.substitute(entry.getKey(), call.operands(), end.facts(), environment, returned);
            if (exit.guarded().contains(entry.getKey())) {
                guard(at, lock, returned, end);
            } else if (call.isConstructor() && Guards.givesBack(call.receiver(), lock, end.facts(), environment)) {
                guard(at, lock, call.receiver(), end);
            }
        }
    }

    private void guard(int at, Value lock, Value guard, Alternative end) {
        end.guard(lock, guard);
        end.make(holds.kinds(lock));
        events.guarded(at, lock);
    }

    private Value returned(int at, Invocation call, Effect.Exit exit, List<Value> arguments, Alternative end) {
        Value known = exit.returned();
        if (known instanceof Value.Fresh fresh) {
            return new Value.Fresh(at, fresh.type());
        }
        if (known instanceof Value.Lambda) {
            Value lambda = Paths.substitute(known, arguments, end.facts(), environment, null);
            return lambda instanceof Value.Lambda made
                    ? new Value.Lambda(at, made.kind(), made.body(), made.captured()).bounded(at)
                    : lambda;
        }
        if (known != null) {
            return Paths.substitute(known, arguments, end.facts(), environment, null)
                    .bounded(at);
        }
        return new Value.Result(at, call.method(), arguments).bounded(at);
    }
}
