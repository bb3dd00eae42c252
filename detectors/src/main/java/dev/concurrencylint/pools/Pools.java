package dev.concurrencylint.pools;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.PeriodicModel;
import dev.concurrencylint.models.PeriodicModel.Trait;
import dev.concurrencylint.models.PromiseModel;
import dev.concurrencylint.pools.PoolFault.Kind;
import dev.concurrencylint.pools.PoolFault.Stop;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Faults in how tasks are given to executors and timers. */
public final class Pools {
    private static final int MOST_CALLERS = 40;

    private final Summaries summaries;
    private final Program program;
    private final Periodic periodic;
    private final Tasks tasks;
    private final Failures failures;
    private final Receivers receivers;
    private final Asked asked;
    private final List<PoolFault> faults = new ArrayList<>();
    private final Set<Stop> seen = new HashSet<>();
    private final Deque<Forwarder> forwarders = new ArrayDeque<>();

    /**
     * A method of the program that gives a parameter of its own to what runs it.
     *
     * @param start the call that it gives it to
     */
    private record Forwarder(MethodInfo method, int operand, Start start) {}

    /** What becomes of a task that is given: whether a thread is lost with it, whether it was to run once, and what speaks against it. */
    private record Start(boolean isTimer, boolean isOnce, Receivers.Kind receiver) {}

    private Pools(Summaries summaries, MonitorUse use, PeriodicModel model, PromiseModel promises) {
        this.summaries = summaries;
        this.program = summaries.program();
        this.periodic = new Periodic(program, model);
        this.tasks = new Tasks(summaries, use);
        ExceptionTypes types = new ExceptionTypes(program, model);
        this.failures = new Failures(
                summaries,
                periodic,
                types,
                tasks,
                future -> future instanceof Value.Result result && isRecovered(result.method(), promises));
        this.receivers = new Receivers(program, use, periodic);
        this.asked = new Asked(summaries, use, periodic);
    }

    private boolean isRecovered(MethodRef maker, PromiseModel promises) {
        String signature = maker.name() + maker.descriptor();
        return program.ancestors(maker.owner()).stream()
                .anyMatch(type -> promises.is(PromiseModel.Trait.RECOVERED_BY, type, signature));
    }

    /** The faults, by class and method. */
    public static List<PoolFault> judge(
            Summaries summaries, MonitorUse use, PeriodicModel model, PromiseModel promises) {
        Pools pools = new Pools(summaries, use, model, promises);
        SortedSet<MethodInfo> callers = new TreeSet<>(pools.periodic.callers(Trait.RUN_BY));
        callers.addAll(pools.periodic.callers(Trait.SERVED_BY));
        for (MethodInfo caller : callers) {
            summaries.guarded(caller, () -> pools.look(caller));
        }
        while (!pools.forwarders.isEmpty()) {
            Forwarder forwarder = pools.forwarders.remove();
            for (MethodInfo caller : summaries.graph().callers(forwarder.method(), MOST_CALLERS)) {
                summaries.guarded(caller, () -> pools.look(caller, forwarder));
            }
        }
        return pools.faults;
    }

    private void look(MethodInfo caller) {
        Body body = summaries.moments().body(caller);
        if (body == null) {
            return;
        }
        summaries.moments().all(body).forEach((at, states) -> {
            if (body.code().at(at) instanceof Call call && call.receiver() != Instruction.NONE) {
                boolean isTimer = periodic.is(Trait.SERVED_BY, call.method());
                boolean isOnce = !periodic.is(Trait.RUN_BY, call.method());
                if (isTimer || !isOnce) {
                    judge(body, at, call, states, taskOf(call), isTimer, isOnce);
                }
            }
        });
    }

    /** Which operand is the task: the first argument that is no time. */
    private int taskOf(Call call) {
        List<String> types = call.method().parameterTypes();
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).startsWith("L") && !tasks.isData(types.get(i))) {
                return i + 1;
            }
        }
        return 1;
    }

    private void judge(Body body, int at, Call call, List<State> states, int operand, boolean isTimer, boolean isOnce) {
        Receivers.Kind kind = Receivers.Kind.KNOWN;
        for (State state : states) {
            Value receiver = state.get(call.receiver());
            if (isOnce && receiver instanceof Value.Fresh) {
                return; // the timer serves nothing else
            }
            kind = kind.or(receivers.of(receiver, call.method()));
        }
        if (kind != Receivers.Kind.WATCHED) {
            judge(body, at, call, states, operand, new Start(isTimer, isOnce, kind));
        }
    }

    private void look(MethodInfo caller, Forwarder forwarder) {
        Body body = summaries.moments().body(caller);
        if (body == null) {
            return;
        }
        summaries.moments().all(body).forEach((at, states) -> {
            if (body.code().at(at) instanceof Call call
                    && summaries.graph().mayRun(call.kind(), call.method(), forwarder.method())) {
                judge(body, at, call, states, forwarder.operand(), forwarder.start());
            }
        });
    }

    private void judge(Body body, int at, Call call, List<State> states, int operand, Start start) {
        if (states.isEmpty() || !seen.add(new Stop(body, at))) {
            return;
        }
        List<Failure> all = new ArrayList<>();
        boolean isOnlyOne = true;
        for (State state : states) {
            List<Value> operands = Moments.operands(call, state);
            if (operand >= operands.size()) {
                return;
            }
            Value value = operands.get(operand);
            if (value instanceof Value.Parameter given
                    && (given.index() > 0 || body.method().isStatic())) {
                forwarders.add(new Forwarder(body.method(), given.index(), start));
                return;
            }
            for (Task task : tasks.of(value, body, typeOf(call, operand))) {
                isOnlyOne &= task.isOnlyOne();
                all.addAll(failures.of(task));
            }
        }
        if (!all.isEmpty()) {
            all.sort(Failure.ORDER);
            tell(body, at, all.get(0), start, isOnlyOne);
        }
    }

    private static String typeOf(Call call, int operand) {
        List<String> types = call.method().parameterTypes();
        int index = operand - (call.receiver() == Instruction.NONE ? 0 : 1);
        String type = index < 0 || index >= types.size() ? "" : types.get(index);
        return type.startsWith("L") ? type.substring(1, type.length() - 1) : type;
    }

    private void tell(Body body, int at, Failure failure, Start start, boolean isOnlyOne) {
        Asked.Answer answer = asked.of(body, at);
        if (answer == Asked.Answer.YES) {
            return;
        }
        List<String> doubts = new ArrayList<>();
        if (!isOnlyOne) {
            doubts.add("it may be another task");
        }
        if (answer != Asked.Answer.NO) {
            doubts.add("the future is handed on to code that may ask it");
        }
        if (start.isOnce()) {
            doubts.add("the task is to run once, and the timer may have no other");
        }
        if (start.receiver() == Receivers.Kind.UNKNOWN) {
            doubts.add("the executor may be one of the program's own, which see to failures");
        }
        Confidence confidence =
                answer == Asked.Answer.LIKELY ? Failure.lower(failure.confidence()) : failure.confidence();
        for (int i = 0; i < doubts.size(); i++) {
            confidence = Failure.lower(confidence);
        }
        faults.add(new PoolFault(
                start.isTimer() ? Kind.TIMER_DIES : Kind.TASK_DIES,
                body,
                at,
                confidence,
                failure.type(),
                failure.why(),
                failure.stops(),
                doubts));
    }
}
