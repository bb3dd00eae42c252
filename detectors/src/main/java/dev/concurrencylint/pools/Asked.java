package dev.concurrencylint.pools;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.MakeLambda;
import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.PeriodicModel.Trait;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import dev.concurrencylint.summaries.Summaries;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Predicate;

/** Whether anybody asks the future of a task how the task ended. */
final class Asked {
    private static final int DEEPEST = 2;
    private static final int MOST_CALLERS = 20;

    /** The surest last. */
    enum Answer {
        NO,
        /** It is answered to callers that nobody knows. */
        PERHAPS,
        /** It is given to code that nobody knows, and that has it for something. */
        LIKELY,
        YES;

        Answer or(Answer other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    private final Summaries summaries;
    private final Program program;
    private final MonitorUse use;
    private final Periodic periodic;

    Asked(Summaries summaries, MonitorUse use, Periodic periodic) {
        this.summaries = summaries;
        this.program = summaries.program();
        this.use = use;
        this.periodic = periodic;
    }

    /** Of what the call answers. */
    Answer of(Body body, int at) {
        return of(body, at, DEEPEST);
    }

    private Answer of(Body body, int at, int depth) {
        if (!(body.code().at(at) instanceof Call call) || !call.resultUsed()) {
            return Answer.NO;
        }
        return of(body.method(), value -> value instanceof Value.Result result && result.at() == at, depth);
    }

    private Answer of(MethodInfo method, Predicate<Value> isIt, int depth) {
        Answer answer = Answer.NO;
        for (Observation one : use.observed(method)) {
            if (answer != Answer.YES && one.operands().stream().anyMatch(isIt)) {
                answer = answer.or(of(one, isIt, depth));
            }
        }
        return answer;
    }

    private Answer of(Observation one, Predicate<Value> isIt, int depth) {
        Instruction instruction = one.instruction();
        if (instruction instanceof Call call) {
            return given(one, call, isIt, depth);
        }
        if (instruction instanceof WriteField write && isIt.test(one.value(write.from()))) {
            return kept(program.resolve(write.field()));
        }
        if (instruction instanceof Return) {
            return returned(one.body().method(), depth);
        }
        return instruction instanceof MakeLambda made ? captured(one, made, isIt, depth) : Answer.NO;
    }

    private Answer given(Observation one, Call call, Predicate<Value> isIt, int depth) {
        if (periodic.is(Trait.ASKED_BY, call.method())) {
            return Answer.YES;
        }
        boolean isReceiver = call.receiver() != Instruction.NONE && isIt.test(one.value(call.receiver()));
        if (isReceiver || summaries.isPlatform(call.method())) {
            return Answer.NO;
        }
        if (call.method().name().equals("<init>")) {
            int first = 1 + indexOf(one, call, isIt);
            for (Map.Entry<FieldRef, Integer> kept :
                    summaries.keptParameters(call.method()).entrySet()) {
                if (kept.getValue() == first) {
                    return kept(kept.getKey());
                }
            }
        }
        MethodInfo target = program.resolve(call.method());
        if (target == null || !target.hasCode() || !program.underAnalysis(target) || depth == 0) {
            return Answer.LIKELY;
        }
        int index = indexOf(one, call, isIt) + (call.receiver() == Instruction.NONE ? 0 : 1);
        return of(target, new Value.Parameter(index)::equals, depth - 1);
    }

    private static int indexOf(Observation one, Call call, Predicate<Value> isIt) {
        for (int i = 0; i < call.arguments().size(); i++) {
            if (isIt.test(one.value(call.arguments().get(i)))) {
                return i;
            }
        }
        return 0;
    }

    private Answer kept(FieldRef field) {
        return use.fields().calls(field).stream()
                        .anyMatch(one ->
                                one.instruction() instanceof Call call && periodic.is(Trait.ASKED_BY, call.method()))
                ? Answer.YES
                : Answer.NO;
    }

    private Answer returned(MethodInfo method, int depth) {
        SortedSet<MethodInfo> callers = summaries.graph().callers(method, MOST_CALLERS);
        if (callers.isEmpty() || depth == 0) {
            return Answer.PERHAPS;
        }
        Answer answer = Answer.NO;
        for (MethodInfo caller : callers) {
            Body body = summaries.moments().body(caller);
            for (int at = 0; body != null && at < body.code().size(); at++) {
                if (body.code().at(at) instanceof Call call
                        && summaries.graph().mayRun(call.kind(), call.method(), method)) {
                    answer = answer.or(of(body, at, depth - 1));
                }
            }
        }
        return answer;
    }

    private Answer captured(Observation one, MakeLambda made, Predicate<Value> isIt, int depth) {
        MethodInfo lambda = program.resolve(made.body());
        if (lambda == null || !lambda.hasCode() || !program.underAnalysis(lambda) || depth == 0) {
            return periodic.is(Trait.ASKED_BY, made.body()) ? Answer.YES : Answer.NO;
        }
        Answer answer = Answer.NO;
        for (int i = 0; i < made.captured().size(); i++) {
            if (isIt.test(one.value(made.captured().get(i)))) {
                answer = answer.or(of(lambda, new Value.Parameter(i)::equals, depth - 1));
            }
        }
        return answer;
    }
}
