package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.EnterMonitor;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.code.Reads;
import dev.concurrencylint.flow.Environment;
import dev.concurrencylint.flow.FlowAnalysis;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.CodeSource;
import dev.concurrencylint.program.MethodInfo;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What methods do under which monitors and locks, observed when it is first asked for. */
final class Observations {
    private record Key(int at, List<Value> operands) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Key that && at == that.at && operands.equals(that.operands);
        }

        @Override
        public int hashCode() {
            return at * 31 + operands.hashCode();
        }
    }

    private final CodeSource source;
    private final OneMethod world;
    private final Map<MethodInfo, List<Observation>> known = new HashMap<>();

    Observations(CodeSource source, OneMethod world) {
        this.source = source;
        this.world = world;
    }

    /**
     * What the method does, in the order of its code; empty where its code can't be read as code over registers.
     *
     * @throws RuntimeException of any kind if the code is broken
     */
    List<Observation> of(MethodInfo method) {
        List<Observation> observed = known.get(method);
        if (observed == null) {
            Code code = method.hasCode() ? source.code(method) : null;
            observed = code == null ? List.of() : observe(new Body(method, code));
            known.put(method, observed);
        }
        return observed;
    }

    private List<Observation> observe(Body body) {
        Code code = body.code();
        Map<Key, Observation> found = new HashMap<>();
        Environment around = isAllReached(code) ? world.withoutFailures() : world;
        FlowAnalysis.observe(code, Parameters.of(body.method()), around, (at, state) -> {
            Instruction instruction = code.at(at);
            if (isWorthIt(instruction)) {
                List<Integer> registers = Reads.of(instruction);
                List<Value> operands = new ArrayList<>(registers.size());
                for (int register : registers) {
                    operands.add(register == Instruction.NONE ? new Value.Opaque(-1) : state.get(register));
                }
                Set<Value> held = held(body.method(), state);
                boolean wasNull = instruction instanceof WriteField write && isNull(write, state);
                found.merge(
                        new Key(at, operands), new Observation(body, at, operands, held, wasNull), Observations::both);
            }
        });
        Map<Integer, List<Observation>> sorted = new TreeMap<>();
        found.forEach((key, one) ->
                sorted.computeIfAbsent(key.at(), k -> new ArrayList<>()).add(one));
        List<Observation> all = new ArrayList<>();
        sorted.values().forEach(all::addAll);
        return List.copyOf(all);
    }

    /** Whether all that enters a monitor or writes a field is reached without an exception; most handlers only repeat the rest. */
    private static boolean isAllReached(Code code) {
        BitSet reached = code.reachableNormally(0);
        reached.set(0);
        for (int at = reached.nextClearBit(0); at < code.size(); at = reached.nextClearBit(at + 1)) {
            if (code.at(at) instanceof EnterMonitor || code.at(at) instanceof WriteField) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWorthIt(Instruction instruction) {
        return !(instruction instanceof Instruction.Load
                || instruction instanceof Instruction.Copy
                || instruction instanceof Instruction.Operate
                || instruction instanceof Instruction.Allocate
                || instruction instanceof Instruction.Jump
                || instruction instanceof Instruction.Branch branch
                        && (!branch.onReferences() || branch.right() == Instruction.NONE)
                || instruction instanceof Instruction.Select);
    }

    private static Set<Value> held(MethodInfo method, State state) {
        Set<Value> held = new LinkedHashSet<>(state.monitors());
        held.addAll(state.locks());
        if (method.isSynchronized()) {
            held.add(ownMonitor(method));
        }
        return held;
    }

    /** What a synchronized method locks (JLS §8.4.3.6). */
    static Value ownMonitor(MethodInfo method) {
        return method.isStatic() ? MonitorUse.classObject(method.ref().owner()) : new Value.Parameter(0);
    }

    private boolean isNull(WriteField write, State state) {
        Value object = write.object() == Instruction.NONE ? null : state.get(write.object());
        return state.isNull(new Value.Field(object, world.resolve(write.field())));
    }

    private static Observation both(Observation a, Observation b) {
        Set<Value> held = new LinkedHashSet<>(a.held());
        held.retainAll(b.held());
        return new Observation(a.body(), a.at(), a.operands(), held, a.wasNull() && b.wasNull());
    }
}
