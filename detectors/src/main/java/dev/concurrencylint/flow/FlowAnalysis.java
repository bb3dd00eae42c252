package dev.concurrencylint.flow;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.models.LockOperation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The flow analysis of one method: a work list over the leaders of its blocks, in reverse postorder. Each leader keeps a bounded set
 * of alternatives, one for each way of holding; past the bound they are joined for good. All bounds belong to the method.
 */
public final class FlowAnalysis {
    /** Alternatives kept apart at one point. */
    static final int MOST_ALTERNATIVES = 16;
    /** Visits of one leader before its alternatives are joined, and before the analysis gives up. */
    static final int MOST_VISITS = 150;

    private static final int MOST_ROUNDS = 4;

    private final Code code;
    private final Environment environment;
    private final List<Parameter> parameters;
    private List<Bound.Given> given = List.of();
    private final Kinds kinds;
    private final Cleanups cleanups;
    private final ControlFlow graph;
    private final Turns turns;
    private final Set<Integer> weakSites = new TreeSet<>();
    private Map<Integer, Map<Map<Value, Object>, Alternative>> states = new HashMap<>();
    private Set<Integer> collapsed = new TreeSet<>();
    /** Leaders with so many alternatives that those which differ only in where a lock was taken are joined. */
    private Set<Integer> countsOnly = new TreeSet<>();

    private boolean bounded;

    private FlowAnalysis(Code code, List<Parameter> parameters, Environment environment) {
        this(code, parameters, environment, Cleanups.of(code, environment));
    }

    private FlowAnalysis(Code code, List<Parameter> parameters, Environment environment, Cleanups cleanups) {
        this.code = code;
        this.environment = environment;
        this.kinds = new Kinds(parameters.stream().map(Parameter::type).toList(), environment);
        this.parameters = parameters;
        this.cleanups = cleanups;
        this.graph = new ControlFlow(code, this::splits, cleanups);
        this.turns = new Turns(code, environment);
    }

    /**
     * Where a parameter is.
     *
     * @param type descriptor
     */
    public record Parameter(int register, String type) {}

    /** @param parameters the receiver, if any, first */
    public static FlowResult analyse(Code code, List<Parameter> parameters, Environment environment) {
        return new FlowAnalysis(code, parameters, environment).run(false);
    }

    /** The same of a method that knows the lambdas that it is given. */
    public static FlowResult analyse(
            Code code, List<Parameter> parameters, List<Bound.Given> given, Environment environment) {
        FlowAnalysis analysis = new FlowAnalysis(code, parameters, environment);
        analysis.given = List.copyOf(given);
        return analysis.run(false);
    }

    /** The same, told of every call, not only of those under a hold. */
    public static FlowResult analyseCalls(Code code, List<Parameter> parameters, Environment environment) {
        return new FlowAnalysis(code, parameters, environment).run(true);
    }

    /** Analyses the method and tells, for each alternative in which an instruction is reached, what is known before it. */
    public static void observe(Code code, List<Parameter> parameters, Environment environment, Observer observer) {
        new FlowAnalysis(code, parameters, environment, Cleanups.none(code, environment)).tell(new Events() {
            @Override
            public void before(int at, Alternative in) {
                observer.reached(at, new State(in, environment));
            }
        });
    }

    /** The states of the method as text for people: each instruction, and the alternatives at the leaders of blocks. */
    public static String describe(Code code, List<Parameter> parameters, Environment environment) {
        FlowAnalysis analysis = new FlowAnalysis(code, parameters, environment);
        analysis.run(false);
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < code.size(); at++) {
            for (Alternative alternative :
                    analysis.states.getOrDefault(at, Map.of()).values()) {
                text.append("        | ").append(alternative).append('\n');
            }
            text.append(String.format("%5d line %-5d %s%n", at, code.line(at), code.at(at)));
        }
        code.handlers().forEach(handler -> text.append("      ").append(handler).append('\n'));
        return text.toString();
    }

    /** Whether the call has several ways to end, which are to be told apart after it. */
    private boolean splits(Instruction.Call call) {
        LockOperation operation = environment.lockOperation(call.method());
        return operation != null && (operation.isAttempt() || operation.isConversion())
                || operation == null
                        && environment.effect(call.kind(), call.method()) instanceof Effect.Known known
                        && known.exits().stream().anyMatch(exit -> !exit.isNeutral());
    }

    private FlowResult run(boolean everyCall) {
        for (int round = 0; ; round++) {
            Recorder recorder = new Recorder(kinds, everyCall);
            tell(recorder);
            SortedMap<Integer, Integer> leaks = new TreeMap<>();
            Set<Integer> weak = new TreeSet<>();
            recorder.carried().forEach((site, head) -> {
                if (givenBackInLoop(site, head, recorder)) {
                    leaks.put(site, head);
                } else {
                    weak.add(site);
                }
            });
            if (!weakSites.addAll(weak) || round == MOST_ROUNDS) {
                return recorder.result(code, leaks, bounded);
            }
        }
    }

    private boolean givenBackInLoop(int site, int head, Recorder recorder) {
        ControlFlow.Loop loop = graph.loopAt(head);
        if (loop == null || !loop.contains(site)) {
            return false;
        }
        for (Map.Entry<Integer, SortedSet<Integer>> release :
                recorder.discharges().entrySet()) {
            int at = release.getKey();
            boolean here =
                    loop.contains(at) || !graph.isInLoopBeside(loop, at); // no loop gives back all that was taken
            if (release.getValue().contains(site) && here) {
                return true;
            }
        }
        return false;
    }

    /** Tells what happens in the final states. Without loops a block's state is final when its turn comes. */
    private void tell(Events events) {
        if (graph.hasLoops()) {
            solve(Events.NONE);
            walk(events);
        } else {
            solve(events);
        }
    }

    private void solve(Events events) {
        states = new HashMap<>();
        collapsed = new TreeSet<>();
        countsOnly = new TreeSet<>();
        Map<Integer, Integer> visits = new HashMap<>();
        TreeMap<Integer, Integer> open = new TreeMap<>();
        Alternative entry = new Alternative(code.registers());
        for (int i = 0; i < parameters.size(); i++) {
            entry.set(parameters.get(i).register(), new Value.Parameter(i));
        }
        for (int i = 0; i < given.size(); i++) {
            Value.Lambda lambda = given.get(i).value(i);
            Lost changes = environment.changes(lambda.kind(), lambda.body());
            entry.make(changes.isNothing() ? Lost.PERMITS : changes); // something, so that it is looked after
            if (given.get(i).path() instanceof Value.Parameter parameter) {
                entry.set(parameters.get(parameter.index()).register(), lambda);
            } else if (given.get(i).path() instanceof Value.Field field) {
                entry.facts().write(field, lambda);
            }
        }
        Debts debts = environment.debts();
        if (debts != null) {
            owe(debts, entry);
        }
        put(0, entry);
        open.put(graph.order(0), 0);
        Transfer transfer = transfer(events);
        while (!open.isEmpty()) {
            int leader = open.pollFirstEntry().getValue();
            int count = visits.merge(leader, 1, Integer::sum);
            if (count > MOST_VISITS) {
                bounded = true;
                if (count > 2 * MOST_VISITS) {
                    return;
                }
                collapsed.add(leader);
            }
            block(leader, transfer, events, (target, alternative) -> {
                if (put(target, alternative)) {
                    open.put(graph.order(target), target);
                }
            });
        }
    }

    private void owe(Debts debts, Alternative entry) {
        for (int i = 0; i < debts.operands().size() && i < parameters.size(); i++) {
            Value operand = debts.operands().get(i);
            if (operand.isConstant()) {
                entry.set(parameters.get(i).register(), operand);
            } else if (parameters.get(i).type().length() > 1) {
                entry.facts().assumeNotNull(new Value.Parameter(i));
            }
        }
        for (Value owed : debts.atEntry()) {
            entry.hold(owed, new Hold(1, false, List.of(Debts.AT_ENTRY)));
            entry.facts().assumeNotNull(owed);
        }
    }

    private Transfer transfer(Events events) {
        return new Transfer(
                code,
                environment,
                cleanups,
                new Calls(code, environment, kinds, weakSites, graph::isInLoopWithout, events));
    }

    /** Takes alternatives that reach a leader. */
    private interface Arrivals {
        void arrive(int leader, Alternative alternative);
    }

    private record Here(int at, Alternative alternative) {}

    private void block(int leader, Transfer transfer, Events events, Arrivals arrivals) {
        Deque<Here> open = new ArrayDeque<>();
        List<Alternative> peers =
                List.copyOf(states.getOrDefault(leader, Map.of()).values());
        for (Alternative alternative : peers) {
            open.add(new Here(leader, alternative.copy()));
        }
        while (!open.isEmpty()) {
            Here here = open.pop();
            events.before(here.at(), here.alternative());
            transfer.step(here.at(), here.alternative(), new Transfer.Out() {
                @Override
                public void next(int target, Alternative alternative) {
                    if (graph.isLeader(target)) {
                        arrivals.arrive(target, arriving(here.at(), target, alternative, events));
                    } else {
                        open.push(new Here(target, alternative));
                    }
                }

                @Override
                public void raise(int at, Alternative alternative, Thrown thrown) {
                    dispatch(at, alternative, thrown, events, arrivals);
                }

                @Override
                public void leave(int at, Alternative alternative, Value returned) {
                    events.leave(at, alternative, returned);
                }

                @Override
                public Collection<Alternative> peers() {
                    return peers;
                }
            });
        }
    }

    private Alternative arriving(int from, int target, Alternative alternative, Events events) {
        ControlFlow.Loop loop = graph.loopAt(target);
        if (loop == null) {
            return alternative;
        }
        if (loop.contains(from)) {
            turns.turn(loop, alternative, events);
        } else {
            turns.enter(loop, alternative);
        }
        return alternative;
    }

    /** The handlers that may catch, in the order of the table (JVMS §2.10). */
    private void dispatch(int at, Alternative alternative, Thrown thrown, Events events, Arrivals arrivals) {
        List<String> left = thrown.types();
        for (Instruction.Handler handler : code.handlers()) {
            if (!handler.covers(at) || left.isEmpty()) {
                continue;
            }
            List<String> caught = caught(handler.type(), left);
            left = notCaught(handler.type(), left);
            if (!caught.isEmpty()) {
                Alternative inHandler = alternative.copy();
                inHandler.clearFrom(code.locals());
                Value exception = new Value.Caught(handler.target());
                inHandler.set(code.exceptionRegister(), exception);
                inHandler.catching(exception, new Thrown(caught, thrown.origins()));
                arrivals.arrive(handler.target(), arriving(at, handler.target(), inHandler, events));
            }
        }
        if (!left.isEmpty()) {
            events.escape(at, alternative, new Thrown(left, thrown.origins()));
        }
    }

    /** What a handler of that type may catch, sorted. */
    private List<String> caught(@Nullable String handler, List<String> thrown) {
        if (handler == null) {
            return thrown;
        }
        SortedSet<String> caught = new TreeSet<>();
        for (String type : thrown) {
            if (environment.isSubtype(type, handler)) {
                caught.add(type);
            } else if (environment.isSubtype(handler, type)) {
                caught.add(handler);
            }
        }
        return List.copyOf(caught);
    }

    /** What a handler of that type does not catch for sure. */
    private List<String> notCaught(@Nullable String handler, List<String> thrown) {
        List<String> left = new ArrayList<>();
        for (String type : thrown) {
            if (handler != null && !environment.isSubtype(type, handler)) {
                left.add(type);
            }
        }
        return left;
    }

    private Map<Value, Object> keyAt(int leader, Alternative alternative) {
        return countsOnly.contains(leader) ? alternative.keyOfCounts() : alternative.key();
    }

    /** Whether the leader's state grew. */
    private boolean put(int leader, Alternative alternative) {
        Map<Map<Value, Object>, Alternative> state = states.computeIfAbsent(leader, k -> new LinkedHashMap<>());
        if (collapsed.contains(leader) && !state.isEmpty()) {
            Alternative joined = alternative;
            for (Alternative other : state.values()) {
                joined = other.collapse(joined, leader);
            }
            boolean same = state.size() == 1 && state.values().iterator().next().sameAs(joined);
            state.clear();
            state.put(keyAt(leader, joined), joined);
            return !same;
        }
        Map<Value, Object> key = keyAt(leader, alternative);
        Alternative known = state.get(key);
        if (known == null) {
            state.put(key, alternative);
            if (state.size() > MOST_ALTERNATIVES && countsOnly.add(leader)) {
                List<Alternative> apart = List.copyOf(state.values());
                state.clear();
                apart.forEach(one -> put(leader, one));
            }
            if (state.size() > MOST_ALTERNATIVES) {
                bounded = true;
                collapsed.add(leader);
            }
            return true;
        }
        Alternative joined = known.join(alternative, leader);
        if (joined.sameAs(known)) {
            return false;
        }
        state.put(key, joined);
        return true;
    }

    /** Walks the final states once and tells what happens. */
    private void walk(Events events) {
        Transfer transfer = transfer(events);
        for (int leader : new TreeSet<>(states.keySet())) {
            block(leader, transfer, events, (target, alternative) -> {});
        }
    }
}
