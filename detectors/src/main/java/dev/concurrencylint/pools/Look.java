package dev.concurrencylint.pools;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Handler;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.pools.PoolFault.Stop;
import dev.concurrencylint.pools.PoolFault.Why;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A look at one method on the way down. */
final class Look {
    private static final int MOST_TARGETS = 3;

    private final Failures failures;
    private final Summaries summaries;
    private final Program program;
    private final ExceptionTypes types;
    private final Task task;
    private final Body body;
    private final int level;
    private final int depth;
    private final Handlers handlers;
    private final List<Failure> found = new ArrayList<>();

    Look(Failures failures, Task task, Body body, int level, int depth) {
        this.failures = failures;
        this.summaries = failures.summaries();
        this.program = summaries.program();
        this.types = failures.types();
        this.task = task;
        this.body = body;
        this.level = level;
        this.depth = depth;
        this.handlers = new Handlers(body.code(), program);
    }

    /** What leaves the method, as far as it was looked at. */
    List<Failure> found() {
        return found;
    }

    /** Takes what leaves a place of the method, unless a handler there catches it. */
    void add(Failure failure) {
        if (!handlers.stop(failure.stops().get(0).at(), failure.type())) {
            found.add(failure);
        }
    }

    private Failure failure(String type, Why why, Confidence confidence, int at) {
        return new Failure(type, why, confidence, level, List.of(new Stop(body, at)));
    }

    // ---- what the code throws itself ---------------------------------------------------------------

    void thrown(int at) {
        String type = typeOfThrown(at);
        if (type == null) {
            rethrown(at);
        } else if (types.isFailure(type)) {
            List<Handler> around = handlers.around(at);
            if (!around.isEmpty()) {
                wrapped(at, type, around);
            } else if (level == 0 || !types.saysLittle(type)) {
                add(failure(type, Why.THROWN, isOfLibrary(at) ? Confidence.LOW : plainly(type), at));
            }
        }
    }

    /** Of what is made or asked for to be thrown; null for other values. */
    private @Nullable String typeOfThrown(int at) {
        if (at == 0 || !(body.code().at(at - 1) instanceof Call call)) {
            return null;
        }
        MethodRef method = call.method();
        String cast = body.code().cast(at - 1);
        return method.name().equals("<init>") ? method.owner() : cast == null ? method.returnedClass() : cast;
    }

    /** Whether a method of a library makes what is thrown: it tells its callers what they did wrong, as generated builders do. */
    private boolean isOfLibrary(int at) {
        if (level == 0
                || !(body.code().at(at - 1) instanceof Call call)
                || call.method().name().equals("<init>")) {
            return false;
        }
        MethodInfo maker = program.resolve(call.method());
        return maker == null || !program.isReportedOn(maker.ref().owner());
    }

    private void rethrown(int at) {
        Handler handler = handlers.thrownOn(at);
        String type = handler == null ? null : handler.type();
        if (level == 0 && type != null && types.isFailure(type)) {
            add(failure(type, Why.RETHROWN, Confidence.MEDIUM, at));
        }
    }

    private Confidence plainly(String type) {
        boolean saysLittle = types.saysLittle(type);
        if (level == 0) {
            return saysLittle ? Confidence.MEDIUM : Confidence.HIGH;
        }
        return saysLittle || level > 2 ? Confidence.LOW : Confidence.MEDIUM;
    }

    private void wrapped(int at, String type, List<Handler> around) {
        Confidence surest = null;
        for (Handler handler : around) {
            Confidence here = wrapped(handler);
            surest = here != null && (surest == null || here.compareTo(surest) < 0) ? here : surest;
        }
        if (surest != null) {
            add(failure(type, Why.WRAPPED, surest, at));
        }
    }

    /** How sure it is that the handler is reached; null if it is no failure that leads there. */
    private @Nullable Confidence wrapped(Handler handler) {
        String caught = String.valueOf(handler.type());
        if (types.isNoWork(caught)) {
            return null;
        }
        Confidence work = level <= 2 ? Confidence.HIGH : Confidence.MEDIUM;
        if (types.isWork(caught)) {
            return work;
        }
        if (!types.isBroad(caught)) {
            return level == 0 ? Confidence.MEDIUM : Confidence.LOW;
        }
        Confidence surest = level == 0 ? Confidence.MEDIUM : Confidence.LOW;
        for (int at = handler.start(); at < handler.end(); at++) {
            if (body.code().at(at) instanceof Call call) {
                if (declaresWork(call)) {
                    return work;
                }
                for (Failure inside : called(at, call)) {
                    surest = inside.confidence().compareTo(surest) < 0 ? inside.confidence() : surest;
                }
            }
        }
        return surest;
    }

    private boolean declaresWork(Call call) {
        MethodInfo method = program.resolve(call.method());
        return method != null && method.declared().stream().anyMatch(types::isWork);
    }

    // ---- what calls throw --------------------------------------------------------------------------

    /** What leaves the call, whether or not a handler catches it. */
    List<Failure> called(int at, Call call) {
        List<Failure> all = new ArrayList<>();
        for (String type :
                isRecovered(at, call) ? List.<String>of() : failures.periodic().failures(call.method())) {
            Confidence confidence = level <= 1 ? Confidence.HIGH : level == 2 ? Confidence.MEDIUM : Confidence.LOW;
            all.add(failure(type, Why.JOINED, confidence, at));
        }
        declared(at, call, all);
        List<MethodInfo> targets = summaries.graph().targets(call.kind(), call.method());
        boolean isSure = targets.size() == 1 && targets.get(0).equals(program.resolve(call.method()));
        if (targets.size() <= MOST_TARGETS) {
            for (MethodInfo target : targets) {
                if (program.underAnalysis(target) && !target.equals(task.method())) {
                    into(new Task(target, List.of(), isSure), level + 1, at, all);
                }
            }
        }
        if (targets.isEmpty()) {
            captured(at, call, all);
        }
        if (!body.method().bodies().isEmpty()) {
            inPlace(at, call, all);
        }
        return all;
    }

    /** Whether it is called on a future that hardly fails, whichever way leads there. */
    private boolean isRecovered(int at, Call call) {
        List<State> states = call.receiver() == Instruction.NONE
                ? List.of()
                : summaries.moments().at(body, at);
        return !states.isEmpty() && states.stream().allMatch(state -> failures.isRecovered(state.get(call.receiver())));
    }

    private void into(Task callee, int next, int at, List<Failure> all) {
        failures.of(callee, next, depth + 1).forEach(failure -> all.add(failure.through(body, at, callee.isOnlyOne())));
    }

    /** A checked exception that the method neither catches nor declares. */
    private void declared(int at, Call call, List<Failure> all) {
        MethodInfo method = program.resolve(call.method());
        for (String type : method == null ? List.<String>of() : method.declared()) {
            boolean isPassedOn = task.method().declared().stream().anyMatch(one -> program.isSubtype(type, one));
            if (types.isWork(type) && !isPassedOn) {
                all.add(failure(type, Why.DECLARED, Confidence.HIGH, at));
            } else if (level <= 1 && isTelling(type)) {
                all.add(failure(type, Why.ANNOUNCED, Confidence.MEDIUM, at));
            }
        }
    }

    /** Whether a method that declares it, unchecked as it is, means a failure of its own. */
    private boolean isTelling(String type) {
        return types.isFailure(type) && !types.saysLittle(type) && !types.isBroad(type);
    }

    /** A call of what the task has captured. */
    private void captured(int at, Call call, List<Failure> all) {
        if (task.captured().isEmpty() || call.receiver() == Instruction.NONE) {
            return;
        }
        for (State state : summaries.moments().at(body, at)) {
            if (state.get(call.receiver()) instanceof Value.Parameter parameter
                    && parameter.index() < task.captured().size()) {
                Value given = task.captured().get(parameter.index());
                List<Task> runs = given instanceof Value.Parameter
                        ? List.of()
                        : failures.tasks().of(given, body, call.method().owner());
                runs.forEach(run -> into(run, level, at, all));
            }
        }
    }

    /** Lambdas that the call runs before it returns. */
    private void inPlace(int at, Call call, List<Failure> all) {
        for (State state : summaries.moments().at(body, at)) {
            List<Value> operands = Moments.operands(call, state);
            for (int i = 0; i < operands.size(); i++) {
                if (operands.get(i) instanceof Value.Lambda lambda && summaries.runsInPlace(call, i)) {
                    for (Task run : failures.tasks().of(lambda)) {
                        into(new Task(run.method(), List.of(), run.isOnlyOne()), level, at, all);
                    }
                }
            }
        }
    }
}
