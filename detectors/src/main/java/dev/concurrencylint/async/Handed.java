package dev.concurrencylint.async;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.FlowResult.CallMade;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.PromiseModel.Trait;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** To whom a promise is handed out, to wait for it or to end it. */
final class Handed {
    private static final int MOST_CALLERS = 20;

    private final Summaries summaries;
    private final BiPredicate<Trait, MethodRef> model;
    private final Predicate<MethodRef> answers;

    /** @param answers whether the method only tells if something has ended */
    Handed(Summaries summaries, BiPredicate<Trait, MethodRef> model, Predicate<MethodRef> answers) {
        this.summaries = summaries;
        this.model = model;
        this.answers = answers;
    }

    /** Whether the method returns the promise, or what follows it. */
    boolean isReturned(End end, Owed owed) {
        Value returned = end.returned();
        return returned != null
                && owed.body().method().ref().returnedClass() != null
                && (returned.equals(owed.name()) || follows(returned, owed.name()));
    }

    private boolean follows(Value value, Value promise) {
        return value instanceof Value.Result result
                && !result.arguments().isEmpty()
                && model.test(Trait.READ_BY, result.method())
                && (result.arguments().get(0).equals(promise)
                        || follows(result.arguments().get(0), promise));
    }

    /** Whether who is returned the promise could end it, as far as its type tells. */
    boolean isForOthersToEnd(End end, Owed owed) {
        Value returned = end.returned();
        if (returned == null || returned.equals(owed.name())) {
            return true;
        }
        String type = returned instanceof Value.Result result ? result.method().returnedClass() : null;
        ClassInfo info = type == null ? null : summaries.program().find(type);
        if (info == null) {
            return true;
        }
        for (String ancestor : summaries.program().ancestors(info.name())) {
            ClassInfo above = summaries.program().find(ancestor);
            if (above != null
                    && above.methods().stream().anyMatch(method -> model.test(Trait.ENDED_BY, method.ref()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether anybody waits for it: it is returned, or the method waits or has something follow it. */
    boolean isShown(Owed owed) {
        return owed.ends().stream().anyMatch(end -> isReturned(end, owed))
                || owed.calls().stream().anyMatch(call -> isAwaited(call, owed));
    }

    private boolean isAwaited(CallMade made, Owed owed) {
        return owed.body().code().at(made.at()) instanceof Call call
                && call.kind() != CallKind.STATIC
                && made.arguments().get(0).equals(owed.name())
                && model.test(Trait.READ_BY, call.method())
                && !answers.test(call.method())
                && !call.method().returnType().equals("Z")
                && !call.method().returnType().equals("I");
    }

    /** Whether the method returns the promise itself, and a caller ends it or may give it to who does. */
    boolean isEndedByCallers(Owed owed) {
        if (owed.ends().stream().noneMatch(end -> owed.name().equals(end.returned()))) {
            return false;
        }
        MethodInfo method = owed.body().method();
        SortedSet<MethodInfo> callers = summaries.graph().callers(method);
        if (callers.size() > MOST_CALLERS) {
            return method.isPrivate();
        }
        return callers.stream().anyMatch(caller -> endsAnswer(caller, method));
    }

    private boolean endsAnswer(MethodInfo caller, MethodInfo method) {
        Body body = summaries.moments().body(caller);
        if (body == null) {
            return true;
        }
        for (Map.Entry<Integer, List<State>> entry :
                summaries.moments().all(body).entrySet()) {
            if (body.code().at(entry.getKey()) instanceof Call call
                    && entry.getValue().stream().anyMatch(state -> ends(call, Moments.operands(call, state), method))) {
                return true;
            }
        }
        return false;
    }

    private boolean ends(Call call, List<Value> operands, MethodInfo method) {
        for (int i = 0; i < operands.size(); i++) {
            boolean isReceiver = i == 0 && call.kind() != CallKind.STATIC;
            Value operand = operands.get(i);
            if (isReceiver && isAnswerOf(operand, method) && !model.test(Trait.READ_BY, call.method())) {
                return true;
            }
            boolean isGiven = isAnswerOf(operand, method) && !summaries.isPlatform(call.method());
            boolean isCaptured = operand instanceof Value.Lambda lambda
                    && lambda.captured().stream().anyMatch(part -> isAnswerOf(part, method));
            if (!isReceiver && (isGiven || isCaptured)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAnswerOf(Value value, MethodInfo method) {
        return value instanceof Value.Result result
                && result.method().name().equals(method.ref().name())
                && result.method().descriptor().equals(method.ref().descriptor());
    }

    /** The method of the new object that the only call which is given it runs; null where there are others, or nobody knows. */
    @Nullable
    MethodInfo runBy(Owed owed, Value.Fresh object, Predicate<MethodRef> runsOnce) {
        List<MethodInfo> run = new ArrayList<>();
        Body body = owed.body();
        for (Map.Entry<Integer, List<State>> entry :
                summaries.moments().all(body).entrySet()) {
            if (!(body.code().at(entry.getKey()) instanceof Call call)
                    || call.method().name().equals("<init>")
                            && call.method().owner().equals(object.type())) {
                continue;
            }
            List<Value> operands = Moments.operands(call, entry.getValue().get(0));
            for (int i = 0; i < operands.size(); i++) {
                if (operands.get(i).equals(object)) {
                    int parameter = i - (call.kind() == CallKind.STATIC ? 0 : 1);
                    MethodInfo method = parameter < 0 || !runsOnce.test(call.method())
                            ? null
                            : implementing(
                                    object.type(),
                                    call.method().parameterTypes().get(parameter));
                    if (method == null) {
                        return null;
                    }
                    run.add(method);
                }
            }
        }
        return run.size() == 1 ? run.get(0) : null;
    }

    /** The class's method for the only abstract one of the interface, a descriptor. */
    private @Nullable MethodInfo implementing(String type, String descriptor) {
        ClassInfo own = summaries.program().find(type);
        if (own == null || !descriptor.startsWith("L")) {
            return null;
        }
        String wanted = descriptor.substring(1, descriptor.length() - 1);
        List<MethodInfo> all = new ArrayList<>();
        for (String ancestor : summaries.program().ancestors(wanted)) {
            ClassInfo info = summaries.program().find(ancestor);
            if (info == null || !info.isInterface()) {
                continue;
            }
            for (MethodInfo method : info.methods()) {
                if (method.isAbstract()) {
                    own.methods().stream()
                            .filter(mine -> !mine.isStatic()
                                    && mine.hasCode()
                                    && !mine.isSynthetic()
                                    && mine.ref().name().equals(method.ref().name())
                                    && mine.ref().parameterCount()
                                            == method.ref().parameterCount())
                            .forEach(all::add);
                }
            }
        }
        return all.stream().distinct().count() == 1 ? all.get(0) : null;
    }
}
