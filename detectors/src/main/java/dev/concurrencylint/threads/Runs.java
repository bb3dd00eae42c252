package dev.concurrencylint.threads;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Calls of a thread's {@code run()}: its code runs on the thread that calls, and the thread itself is never begun. */
final class Runs {
    private static final String THREAD = "java/lang/Thread";
    private static final String RUN = "run";
    private static final String NOTHING = "()V";

    private final Program program;
    private final Moments moments;
    private final List<ThreadFault> faults = new ArrayList<>();

    Runs(Summaries summaries) {
        this.program = summaries.program();
        this.moments = summaries.moments();
    }

    List<ThreadFault> judge() {
        for (ClassInfo type : program.mentioning(RUN, NOTHING)) {
            for (MethodInfo method : new TreeSet<>(type.methods())) {
                boolean calls = method.hasCode() && method.calls().stream().anyMatch(this::isRun);
                Body body = calls ? moments.body(method) : null;
                if (body != null) {
                    judge(body);
                }
            }
        }
        return faults;
    }

    private boolean isRun(CallSite site) {
        return isRun(site.kind(), site.method());
    }

    /** A thread that is run as such; {@code super.run()} is part of its own code. */
    private boolean isRun(CallKind kind, MethodRef method) {
        return kind == CallKind.VIRTUAL && isNamed(method, RUN) && program.isSubtype(method.owner(), THREAD);
    }

    private static boolean isNamed(MethodRef method, String name) {
        return method.name().equals(name) && method.descriptor().equals(NOTHING);
    }

    private void judge(Body body) {
        Code code = body.code();
        for (int at = 0; at < code.size(); at++) {
            if (code.at(at) instanceof Call call && isRun(call.kind(), call.method())) {
                List<State> states = moments.at(body, at);
                if (!states.isEmpty()) {
                    judge(body, at, call, states);
                }
            }
        }
    }

    private void judge(Body body, int at, Call call, List<State> states) {
        Value thread = states.get(0).get(call.receiver());
        boolean isOwn = states.stream()
                .anyMatch(state -> state.get(call.receiver()).equals(new Value.Parameter(0))
                        && !body.method().isStatic());
        if (isOwn || isStartedHere(body, thread)) {
            return; // a thread that runs its own code, or a choice between both
        }
        boolean isMade = thread instanceof Value.Fresh || isMadeAbove(body.code(), at, call.receiver());
        if (isMade && !isGivenAway(body, at, thread)) {
            add(body, at, Confidence.HIGH, "made-here", "the thread is made here, and nothing else has it");
        } else if (thread instanceof Value.Field field && isStartedElsewhere(field)) {
            add(body, at, Confidence.LOW, "started-elsewhere", "other code starts the thread of that field");
        } else {
            add(
                    body,
                    at,
                    isMade || !(thread instanceof Value.Field || thread instanceof Value.Parameter)
                            ? Confidence.LOW
                            : Confidence.MEDIUM,
                    "not-started-here",
                    "the code that calls it does not start it");
        }
    }

    /** Whether what is called on is the answer of a constructor that stands right above. */
    private static boolean isMadeAbove(Code code, int at, int register) {
        for (int i = at - 1; i >= 0 && code.line(i) == code.line(at); i--) {
            if (code.at(i) instanceof Instruction.Allocate made && made.to() == register) {
                return true;
            }
        }
        return false;
    }

    private boolean isStartedHere(Body body, Value thread) {
        for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
            if (body.code().at(entry.getKey()) instanceof Call call
                    && call.receiver() != Instruction.NONE
                    && isNamed(call.method(), "start")
                    && entry.getValue().stream()
                            .anyMatch(state -> state.get(call.receiver()).equals(thread))) {
                return true;
            }
        }
        return false;
    }

    /** Whether other code is given the thread before: it may start it, or keep it for the end of the program. */
    private boolean isGivenAway(Body body, int at, Value thread) {
        for (Map.Entry<Integer, List<State>> entry :
                moments.all(body).headMap(at).entrySet()) {
            Instruction instruction = body.code().at(entry.getKey());
            for (State state : entry.getValue()) {
                boolean given = instruction instanceof Call call
                                && state.get(call.arguments()).contains(thread)
                        || instruction instanceof Instruction.WriteField write
                                && state.get(write.from()).equals(thread);
                if (given) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isStartedElsewhere(Value.Field field) {
        String name = field.field().name();
        for (ClassInfo type : program.mentioningField(name)) {
            for (MethodInfo method : type.methods()) {
                boolean mayStart = method.hasCode()
                        && method.calls().stream()
                                .anyMatch(site -> isNamed(site.method(), "start")
                                        || site.method().name().equals("addShutdownHook"));
                Body body = mayStart ? moments.body(method) : null;
                if (body != null && isHandled(body, field)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isHandled(Body body, Value.Field field) {
        List<Value> written = written(body, field);
        for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
            if (body.code().at(entry.getKey()) instanceof Call call) {
                for (State state : entry.getValue()) {
                    boolean isCalled = call.receiver() != Instruction.NONE
                            && isNamed(call.method(), "start")
                            && isThread(state.get(call.receiver()), field, written);
                    boolean isGiven = call.method().name().equals("addShutdownHook")
                            && state.get(call.arguments()).stream().anyMatch(value -> isThread(value, field, written));
                    if (isCalled || isGiven) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** What the method puts into the field. */
    private List<Value> written(Body body, Value.Field field) {
        List<Value> written = new ArrayList<>();
        moments.all(body).forEach((at, states) -> {
            if (body.code().at(at) instanceof Instruction.WriteField write
                    && program.resolve(write.field()).equals(field.field())) {
                states.forEach(state -> written.add(state.get(write.from())));
            }
        });
        return written;
    }

    private static boolean isThread(Value value, Value.Field field, List<Value> written) {
        return value instanceof Value.Field other && other.field().equals(field.field()) || written.contains(value);
    }

    private void add(Body body, int at, Confidence confidence, String name, String text) {
        faults.add(new ThreadFault(
                ThreadFault.Kind.NOT_STARTED, body, at, at, confidence, List.of(new Evidence(name, text))));
    }
}
