package dev.concurrencylint.summaries;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** With how many permits semaphores begin, where their makers say it with a constant. */
final class InitialPermits {
    private static final Value ZERO = new Value.Int(0);

    private final Summaries summaries;
    private final Map<FieldRef, Boolean> zero = new HashMap<>();

    InitialPermits(Summaries summaries) {
        this.summaries = summaries;
    }

    /** Whether the semaphore, in the method's terms, may begin with no permit, as far as is known: by some of its makers. */
    boolean isZero(Summary summary, Value semaphore) {
        if (semaphore instanceof Value.Fresh fresh) {
            return made(summary.method()).contains(fresh.at());
        }
        if (semaphore instanceof Value.Field field) {
            return zero.computeIfAbsent(field.field(), this::isZero);
        }
        return false;
    }

    private boolean isZero(FieldRef field) {
        ClassInfo owner = summaries.program().find(field.owner());
        if (owner == null) {
            return false;
        }
        for (MethodInfo method : owner.methods()) {
            if (method.hasCode()
                    && method.written().stream()
                            .anyMatch(written ->
                                    summaries.program().resolve(written).equals(field))
                    && writesZero(method, field)) {
                return true;
            }
        }
        return false;
    }

    private boolean writesZero(MethodInfo method, FieldRef field) {
        Set<Integer> made = made(method);
        if (made.isEmpty()) {
            return false;
        }
        return summaries.observed(method).stream()
                .anyMatch(one -> one.instruction() instanceof WriteField write
                        && summaries.program().resolve(write.field()).equals(field)
                        && one.value(write.from()) instanceof Value.Fresh fresh
                        && made.contains(fresh.at()));
    }

    /** Where the method makes a semaphore without permits. */
    private Set<Integer> made(MethodInfo method) {
        Set<Integer> made = new HashSet<>();
        for (Observation one : summaries.observed(method)) {
            if (one.instruction() instanceof Call call
                    && call.method().name().equals("<init>")
                    && call.method().descriptor().startsWith("(I")
                    && one.value(call.receiver()) instanceof Value.Fresh fresh
                    && one.value(call.arguments().get(0)).equals(ZERO)) {
                made.add(fresh.at());
            }
        }
        return made;
    }
}
