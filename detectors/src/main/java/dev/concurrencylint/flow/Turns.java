package dev.concurrencylint.flow;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What happens to names where a loop is entered and where it turns. A value made anew in each turn names a new object each turn: when
 * the loop turns, what a register carries over is named after the register, and what no register carries has no name any more.
 */
final class Turns {
    private static final int PENDING = -1000;

    private final Code code;
    private final Environment environment;

    Turns(Code code, Environment environment) {
        this.code = code;
        this.environment = environment;
    }

    /** Counters lose their first constant: the first turn's index is not a name. */
    void enter(ControlFlow.Loop loop, Alternative in) {
        counters(loop).stream().forEach(register -> {
            Value value = in.get(register);
            if (value instanceof Value.Int) {
                Value counter = new Value.Merged(loop.head(), register);
                in.set(register, counter);
                in.facts().assume(counter, value, Possible.EQUAL);
            }
        });
    }

    private BitSet counters(ControlFlow.Loop loop) {
        BitSet counters = new BitSet();
        loop.body().stream().forEach(at -> {
            if (code.at(at) instanceof Instruction.Operate operate
                    && operate.to() == operate.left()
                    && operate.to() < code.locals()) {
                counters.set(operate.to());
            }
        });
        return counters;
    }

    /** Renames what the registers carry over, and drops the rest of what the turn made. */
    void turn(ControlFlow.Loop loop, Alternative in, Events events) {
        Predicate<Value> madeInLoop = part -> part.definedAt() >= 0 && loop.contains(part.definedAt());
        Map<Value, Value> names = new HashMap<>();
        loop.assigned().stream().forEach(register -> {
            Value kept = new Value.Merged(loop.head(), register);
            if (register < code.registers() && in.get(register).equals(kept)) {
                names.put(kept, pending(register));
            }
        });
        loop.assigned().stream().forEach(register -> {
            Value value = in.get(register);
            if (!value.isConstant() && (value.mentions(madeInLoop) || repeatsField(value))) {
                names.putIfAbsent(value, pending(register));
            }
        });
        if (!names.isEmpty()) {
            in.rename(value -> names.getOrDefault(value, value));
        }
        List<Integer> held = new ArrayList<>(unsurePermits(loop, in));
        List<Integer> below = new ArrayList<>();
        boolean clear = in.lost().isNothing();
        for (Hold hold : in.forget(madeInLoop)) {
            boolean surelyBelow = !hold.unsure() && !hold.isHeld();
            if (surelyBelow) {
                below.addAll(hold.sites()); // nothing of it is left that a later release could meet
                continue;
            }
            in.lose(Lost.ANYTHING);
            if (!hold.unsure()) {
                held.addAll(hold.sites());
            }
        }
        if (!held.isEmpty()) {
            events.carried(loop.head(), held);
        }
        if (clear && !below.isEmpty()) {
            events.carriedBelow(loop.head(), below);
        }
        if (!names.isEmpty()) {
            in.rename(value -> value instanceof Value.Merged merged && merged.at() == PENDING
                    ? new Value.Merged(loop.head(), merged.register())
                    : value);
        }
        in.facts().turn(environment::isStable);
    }

    /** Permits that the turn leaves taken: how many the turns take together, nobody knows. Gives where they were taken. */
    private static List<Integer> unsurePermits(ControlFlow.Loop loop, Alternative in) {
        List<Integer> sites = new ArrayList<>();
        in.holds().forEach((name, hold) -> {
            if (name instanceof Value.Permits
                    && hold.isExactly(1)
                    && hold.sites().stream().anyMatch(loop::contains)) {
                sites.addAll(hold.sites());
                in.hold(name, new Hold(0, true, hold.sites()));
            }
        });
        return sites;
    }

    /** A path through one field twice goes down a chain: its names would never end. */
    private static boolean repeatsField(Value value) {
        return value.mentions(part -> part instanceof Value.Field field
                && field.object() != null
                && field.object()
                        .mentions(inner -> inner instanceof Value.Field deeper
                                && deeper.field().equals(field.field())));
    }

    private static Value pending(int register) {
        return new Value.Merged(PENDING, register);
    }
}
