package dev.concurrencylint.summaries;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.MakeLambda;
import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.code.Instruction.WriteElement;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.MonitorModel;
import dev.concurrencylint.program.MethodInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether objects that a method makes are ever in other hands than its own. */
public final class Escapes {
    private static final int DEEPEST = 3;

    private final Summaries summaries;
    private final Types types;
    private final Map<MethodInfo, Boolean> makers = new HashMap<>();

    Escapes(Summaries summaries, Types types) {
        this.summaries = summaries;
        this.types = types;
    }

    /** Whether the value is an object that this run of the method made, itself or by a getter that makes a new one for each caller. */
    public boolean isNew(Value value) {
        return value instanceof Value.Fresh || value instanceof Value.Result result && isMaker(result.method());
    }

    private boolean isMaker(MethodRef ref) {
        MethodInfo resolved = summaries.program().resolve(ref);
        boolean exact = resolved != null
                && (resolved.isStatic()
                        || summaries.graph().targets(CallKind.VIRTUAL, ref).equals(List.of(resolved)));
        if (resolved == null || !exact || !summaries.program().underAnalysis(resolved)) {
            return false;
        }
        Boolean known = makers.putIfAbsent(resolved, false);
        if (known != null) {
            return known;
        }
        List<Observation> observed = summaries.observed(resolved);
        boolean makes = observed.stream().anyMatch(one -> one.instruction() instanceof Return)
                && observed.stream()
                        .filter(one -> one.instruction() instanceof Return)
                        .allMatch(one ->
                                one.operands().get(0) instanceof Value.Fresh made && !escapes(observed, made, false));
        makers.put(resolved, makes);
        return makes;
    }

    /** Whether anything but the method's own code can get hold of the object at any time: the method's callers, too. */
    public boolean escapes(MethodInfo method, Value object) {
        return escapes(summaries.observed(method), object, true);
    }

    private boolean escapes(List<Observation> observed, Value object, boolean byReturn) {
        return observed.stream().anyMatch(one -> gives(one, object, byReturn, 0, new HashSet<>()));
    }

    private boolean gives(Observation one, Value object, boolean byReturn, int depth, Set<MethodInfo> seen) {
        Instruction instruction = one.instruction();
        if (instruction instanceof WriteField write) {
            return leadsTo(one.value(write.from()), object);
        } else if (instruction instanceof WriteElement write) {
            return leadsTo(one.value(write.from()), object);
        } else if (instruction instanceof MakeLambda) {
            return one.operands().stream().anyMatch(captured -> leadsTo(captured, object));
        } else if (instruction instanceof Return) {
            return byReturn && one.operands().stream().anyMatch(returned -> leadsTo(returned, object));
        } else if (instruction instanceof Instruction.Throw thrown) {
            return leadsTo(one.value(thrown.from()), object);
        }
        return instruction instanceof Call call && isGivenTo(call, one, object, depth, seen);
    }

    /** Whether who has the value can get hold of the object by it: not by a number, or by what stands in a field of the object. */
    private static boolean leadsTo(Value value, Value object) {
        if (value.equals(object)) {
            return true;
        }
        boolean passesOn = value instanceof Value.View
                || value instanceof Value.Lambda
                || value instanceof Value.Result result
                        && result.method().returnType().length() > 1;
        return passesOn && value.parts().stream().anyMatch(part -> leadsTo(part, object));
    }

    private boolean isGivenTo(Call call, Observation one, Value object, int depth, Set<MethodInfo> seen) {
        for (int argument : call.arguments()) {
            if (leadsTo(one.value(argument), object)) {
                return true;
            }
        }
        if (call.receiver() == Instruction.NONE || !leadsTo(one.value(call.receiver()), object)) {
            return false;
        }
        MethodRef method = call.method();
        if (types.has(MonitorModel.Trait.PASSIVE, method)) {
            return false;
        }
        MethodInfo resolved = summaries.program().resolve(method);
        return resolved == null
                || call.kind() != CallKind.SPECIAL
                || !summaries.program().underAnalysis(resolved)
                || depth == DEEPEST
                || givesItself(resolved, depth, seen);
    }

    /** Whether a constructor, or what it calls of its own, gives the new object away. */
    private boolean givesItself(MethodInfo constructor, int depth, Set<MethodInfo> seen) {
        return seen.add(constructor)
                && summaries.observed(constructor).stream()
                        .anyMatch(one -> gives(one, new Value.Parameter(0), true, depth + 1, seen));
    }
}
