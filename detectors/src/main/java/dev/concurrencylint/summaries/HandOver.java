package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.facts.ThrowModel;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.FlowResult.CallMade;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.Value;
import java.util.List;
import java.util.Set;

/** Whether a method returns something new that may give its hold back: a guard, which has to know the lock from somewhere. */
final class HandOver {
    /** Immutable classes of the JDK that hold nothing but data. Containers are not among them: a lock may be in them. */
    private static final Set<String> DATA = Set.of(
            "java/lang/Boolean",
            "java/lang/Byte",
            "java/lang/Character",
            "java/lang/Class",
            "java/lang/Double",
            "java/lang/Float",
            "java/lang/Integer",
            "java/lang/Long",
            "java/lang/Short",
            "java/lang/String",
            "java/math/BigDecimal",
            "java/math/BigInteger",
            "java/util/UUID");

    private HandOver() {}

    /** @param end a normal end of the method, at which the lock is held */
    static boolean isPossible(FlowResult flow, End end, Value lock) {
        Value returned = end.returned();
        if (returned instanceof Value.Lambda lambda) {
            return !lambda.captured().isEmpty() || isOfStatic(lock);
        }
        return returned instanceof Value.Fresh fresh
                && !ThrowModel.isPlatform(fresh.type())
                && (isOfStatic(lock) || mayKnowAny(flow, end, fresh));
    }

    /** Whether any code can name the lock, or the object to which it belongs. */
    private static boolean isOfStatic(Value lock) {
        return lock.mentions(part -> part instanceof Value.Field field && field.object() == null);
    }

    /** Whether anything that is more than data was given to the object, as far as that was seen. */
    private static boolean mayKnowAny(FlowResult flow, End end, Value.Fresh object) {
        boolean constructed = false;
        for (Set<CallMade> made : flow.calls().values()) {
            for (CallMade call : made) {
                if (call.arguments().contains(object) && flow.code().at(call.at()) instanceof Call instruction) {
                    if (givesMore(instruction, call.arguments(), object)) {
                        return true;
                    }
                    constructed |= instruction.method().name().equals("<init>")
                            && call.arguments().get(0).equals(object);
                }
            }
        }
        return !constructed // before anything was held
                || end.contents().entrySet().stream()
                        .anyMatch(entry -> entry.getKey() instanceof Value.Field field
                                && object.equals(field.object())
                                && !isData(field.field().descriptor())
                                && !entry.getValue().isConstant());
    }

    private static boolean givesMore(Call call, List<Value> arguments, Value object) {
        List<String> types = call.method().parameterTypes();
        int receivers = arguments.size() - types.size();
        if (receivers > 0 && !arguments.get(0).equals(object)) {
            return true;
        }
        for (int i = 0; i < types.size(); i++) {
            Value argument = arguments.get(receivers + i);
            if (!argument.equals(object) && !argument.isConstant() && !isData(types.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether values of the type, a descriptor, lead to no lock and to no code of the program that could give one back. */
    private static boolean isData(String descriptor) {
        String type = descriptor.substring(descriptor.lastIndexOf('[') + 1);
        return !type.startsWith("L") || DATA.contains(type.substring(1, type.length() - 1));
    }
}
