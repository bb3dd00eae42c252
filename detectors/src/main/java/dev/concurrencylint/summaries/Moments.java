package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Branch;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.EnterMonitor;
import dev.concurrencylint.code.Instruction.MakeLambda;
import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.code.Instruction.Select;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.MethodInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known before the instructions of methods, on each way that leads there; found out when it is first asked for. */
public final class Moments {
    private static final int LONGEST = 6000;

    private final Summaries summaries;
    private final Map<MethodInfo, SortedMap<Integer, List<State>>> known = new HashMap<>();
    private final Map<MethodInfo, Optional<Body>> bodies = new HashMap<>();

    Moments(Summaries summaries) {
        this.summaries = summaries;
    }

    /** The method with its code; null where it has none, or more than is worth it. */
    @Nullable
    public Body body(MethodInfo method) {
        return bodies.computeIfAbsent(method, asked -> {
                    Body body = summaries.body(asked);
                    return body == null || body.code().size() > LONGEST ? Optional.empty() : Optional.of(body);
                })
                .orElse(null);
    }

    /** The states before the instruction; none where it is not reached. */
    public List<State> at(Body body, int at) {
        return all(body).getOrDefault(at, List.of());
    }

    /** The states of the method by position. */
    public SortedMap<Integer, List<State>> all(Body body) {
        SortedMap<Integer, List<State>> moments = known.get(body.method());
        if (moments == null) {
            SortedMap<Integer, List<State>> found = new TreeMap<>();
            summaries.observeFlow(body.method(), (at, state) -> {
                if (isKept(body.code().at(at))) {
                    found.computeIfAbsent(at, k -> new ArrayList<>()).add(state.kept());
                }
            });
            moments = found;
            known.put(body.method(), moments);
        }
        return moments;
    }

    private static boolean isKept(Instruction instruction) {
        return instruction instanceof Call
                || instruction instanceof Branch
                || instruction instanceof Select
                || instruction instanceof EnterMonitor
                || instruction instanceof WriteField
                || instruction instanceof MakeLambda
                || instruction instanceof Return;
    }

    /** What the call is given, the receiver first. */
    public static List<Value> operands(Call call, State state) {
        List<Value> operands = new ArrayList<>(call.arguments().size() + 1);
        if (call.receiver() != Instruction.NONE) {
            operands.add(state.get(call.receiver()));
        }
        operands.addAll(state.get(call.arguments()));
        return operands;
    }
}
