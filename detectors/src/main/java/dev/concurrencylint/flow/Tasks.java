package dev.concurrencylint.flow;

import dev.concurrencylint.models.Completion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Permits that are left to code which is given away, a lambda or an object, and gives them back when it runs: on another thread, later,
 * or at once. Who has them from then on is that code; where it runs only if something succeeds, or fails, they stay taken otherwise.
 */
final class Tasks {
    private final Environment environment;
    private final Kinds kinds;
    private final Events events;
    private final Amounts amounts;

    Tasks(Environment environment, Kinds kinds, Events events, Amounts amounts) {
        this.environment = environment;
        this.kinds = kinds;
        this.events = events;
        this.amounts = amounts;
    }

    /** What a call gives away: its arguments, and an object that the platform's code is asked to run. */
    List<Value> given(Invocation call) {
        List<Value> arguments = call.operands();
        boolean withReceiver = call.hasReceiver()
                && call.receiver() instanceof Value.Fresh
                && !call.isConstructor()
                && environment.isPlatform(call.method());
        List<Value> given = List.of();
        for (int i = withReceiver ? 0 : call.receivers(); i < arguments.size(); i++) {
            if (arguments.get(i) instanceof Value.Lambda || arguments.get(i) instanceof Value.Fresh) {
                given = given.isEmpty() ? new ArrayList<>() : given;
                given.add(arguments.get(i));
            }
        }
        return given;
    }

    /**
     * The values are given away at the instruction, which ends normally.
     *
     * @param when how what is waited for has to end, for them to run; null for any way
     */
    void give(int at, List<Value> given, @Nullable Completion when, Alternative in) {
        for (Value one : given) {
            if (one instanceof Value.Lambda lambda) {
                give(at, environment.givenBack(lambda.kind(), lambda.body()), lambda.captured(), when, in);
            } else if (one instanceof Value.Fresh object && Amounts.isAny(in.holds())) {
                give(at, environment.givenBackBy(object.type()), List.of(object), when, in);
            }
        }
    }

    private void give(
            int at, List<Value.Permits> names, List<Value> captured, @Nullable Completion when, Alternative in) {
        for (Value.Permits name : names) {
            Value given = Paths.substitute(name, captured, in.facts(), environment, null);
            if (!(given instanceof Value.Permits permits) || settles(at, permits, when, in)) {
                continue;
            }
            List<Value.Permits> held = Amounts.of(permits.semaphore(), in);
            if (!held.isEmpty()) {
                handOver(at, permits, held, when, in);
            } else if (Amounts.isAny(in.holds())) {
                giveKind(at, kinds.of(permits), when, in);
            } else if (permits.isPath()) {
                in.hold(permits, Hold.UNSURE); // what callers hold is given back, sooner or later
            }
        }
    }

    /** Whether permits that stay taken if the one end comes are given back if the other comes: then they are in any case. */
    private boolean settles(int at, Value.Permits given, @Nullable Completion when, Alternative in) {
        for (Value name : List.copyOf(in.holds().keySet())) {
            Hold hold = in.holds().get(name);
            if (name instanceof Value.Awaiting awaiting
                    && hold != null
                    && awaiting.permits()
                            .synchroniser()
                            .look()
                            .equals(given.semaphore().look())) {
                if (when == null || awaiting.failure() == (when == Completion.FAILURE)) {
                    in.hold(name, new Hold(0, false, List.of()));
                    in.discharge(hold.sites());
                    events.discharge(at, awaiting.permits(), hold.sites());
                }
                return true;
            }
        }
        return false;
    }

    private void handOver(
            int at, Value.Permits given, List<Value.Permits> held, @Nullable Completion when, Alternative in) {
        List<Integer> sites = new ArrayList<>();
        for (Value.Permits permits : held) {
            Hold hold = in.holds().get(permits);
            if (hold != null) {
                sites.addAll(hold.sites());
            }
        }
        events.handOver(at, given, sites);
        if (when != null && held.size() == 1 && sites.size() == 1) {
            Value.Permits only = held.get(0);
            in.hold(only, new Hold(0, false, List.of()));
            in.hold(new Value.Awaiting(only, when == Completion.SUCCESS), new Hold(1, false, sites));
            return;
        }
        events.apply(at, given, -1, true);
        amounts.release(at, given, in);
    }

    private void giveKind(int at, LockKind kind, @Nullable Completion when, Alternative in) {
        for (Value name : List.copyOf(in.holds().keySet())) {
            Hold hold = in.holds().get(name);
            if (!(name instanceof Value.Permits permits) || hold == null || !hold.isExactly(1)) {
                continue;
            }
            LockKind held = kinds.of(name);
            if (held.isLike(kind, environment)) {
                handOver(at, permits, List.of(permits), when, in);
            } else if (held.mayBe(kind, environment)) {
                in.hold(name, new Hold(0, true, hold.sites()));
            }
        }
    }
}
