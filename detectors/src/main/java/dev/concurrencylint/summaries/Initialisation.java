package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.MethodInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which code runs before anybody else can have the object: constructors, and what only they, or the makers of the object, call. */
public final class Initialisation {
    private static final int DEEPEST = 4;

    private final Summaries summaries;

    Initialisation(Summaries summaries) {
        this.summaries = summaries;
    }

    /** Whether the write is part of making the object, or the class, whose field it is. */
    public boolean isPartOf(Observation write) {
        return write.instruction() instanceof WriteField field
                && isPartOf(
                        write.body().method(), field.object() == Instruction.NONE ? null : write.value(field.object()));
    }

    /**
     * Whether what the method does with a field is part of making the object, or the class, whose field it is.
     *
     * @param object the object, as the method names it; null for a static field
     */
    public boolean isPartOf(MethodInfo method, @Nullable Value object) {
        if (object == null) {
            return method.isStaticInitialiser() || isCalledByMakers(method, true, new HashSet<>(), 0);
        }
        return object instanceof Value.Fresh
                || isThis(object, method)
                        && (method.isConstructor() || isCalledByMakers(method, false, new HashSet<>(), 0));
    }

    private static boolean isThis(Value value, MethodInfo method) {
        return !method.isStatic() && value.equals(new Value.Parameter(0));
    }

    /** Whether every known call, of which there is one, comes from a constructor of the object or from who has just made it. */
    private boolean isCalledByMakers(MethodInfo method, boolean ofClass, Set<MethodInfo> seen, int depth) {
        if (depth == DEEPEST
                || !seen.add(method)
                || summaries.isLambda(method)
                || summaries.graph().overridesLibrary(method)) {
            return false;
        }
        boolean any = false;
        for (MethodInfo caller : summaries.graph().callers(method)) {
            for (Observation one : calls(caller, method)) {
                any = true;
                if (!isByMaker(one, caller, ofClass, seen, depth)) {
                    return false;
                }
            }
        }
        return any;
    }

    private List<Observation> calls(MethodInfo caller, MethodInfo callee) {
        return summaries.observed(caller).stream()
                .filter(one -> one.instruction() instanceof Call call
                        && summaries.graph().mayRun(call.kind(), call.method(), callee))
                .toList();
    }

    private boolean isByMaker(Observation one, MethodInfo caller, boolean ofClass, Set<MethodInfo> seen, int depth) {
        if (ofClass) {
            return caller.isStaticInitialiser() || isCalledByMakers(caller, true, seen, depth + 1);
        }
        Value receiver = one.value(((Call) one.instruction()).receiver());
        return receiver instanceof Value.Fresh
                || isThis(receiver, caller)
                        && (caller.isConstructor() || isCalledByMakers(caller, false, seen, depth + 1));
    }
}
