package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.facts.Exceptional;
import dev.concurrencylint.facts.LockEvents;
import dev.concurrencylint.flow.Bound;
import dev.concurrencylint.flow.Debts;
import dev.concurrencylint.flow.Effect;
import dev.concurrencylint.flow.FlowAnalysis;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.Guards;
import dev.concurrencylint.flow.Kinds;
import dev.concurrencylint.flow.LockKind;
import dev.concurrencylint.flow.Observer;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.Completion;
import dev.concurrencylint.models.Delivery;
import dev.concurrencylint.models.LockOperation;
import dev.concurrencylint.models.Models;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.CodeSource;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Summaries of all methods that take or give back something, themselves or through a callee. Callees come first; where a callee's
 * effect turns out to be another, its callers are analysed again. The order is that of the methods' names, so nothing depends on
 * threads or on the order of files.
 */
public final class Summaries {
    private static final int MOST_ROUNDS = 8;
    private static final int LIBRARY_DEPTH = 3;

    /** A method whose analysis broke. */
    public record Broken(MethodInfo method, String reason) {}

    private final Program program;
    private final CodeSource source;
    private final LockEvents events;
    private final CallGraph graph;
    private final Definitions definitions;
    private final Moments moments = new Moments(this);
    private final World world;
    private @Nullable Observations observations;
    private final NavigableMap<MethodInfo, Summary> summaries = new TreeMap<>();
    private final Map<MethodInfo, Effect> libraryEffects = new HashMap<>();
    private final List<Broken> broken = new ArrayList<>();
    private final Set<MethodInfo> failed = new HashSet<>();
    private final BoundCalls bound;
    private int libraryDepth;

    private Summaries(Program program, CodeSource source, Models models) {
        this.program = program;
        this.source = source;
        this.events = new LockEvents(program, models);
        this.graph = new CallGraph(program);
        this.definitions = new Definitions(program, source, events);
        this.world = new World(program, models, events, graph, definitions, new World.Known() {
            @Override
            public Effect effect(MethodInfo method) {
                return Summaries.this.effect(method);
            }

            @Override
            public @Nullable Bound bound(MethodInfo method, List<Bound.Given> given) {
                return bound.of(method, given);
            }
        });
        definitions.in(world);
        this.bound = new BoundCalls(source, world, this::effect);
    }

    /** Analyses the program. */
    public static Summaries of(Program program, CodeSource source, Models models) {
        Summaries summaries = new Summaries(program, source, models);
        summaries.run();
        return summaries;
    }

    private void run() {
        SortedSet<MethodInfo> dirty = new TreeSet<>();
        for (ClassInfo type : events.users()) {
            for (MethodInfo method : type.methods()) {
                if (method.hasCode() && synchronises(method)) {
                    dirty.add(method);
                }
            }
        }
        for (int round = 0; round < MOST_ROUNDS && !dirty.isEmpty(); round++) {
            SortedSet<MethodInfo> next = new TreeSet<>();
            Set<MethodInfo> wereBound = bound.forget();
            for (MethodInfo method : calleesFirst(dirty)) {
                Effect before = effect(method);
                analyse(method);
                Effect after = effect(method);
                if (!after.equals(before)) {
                    next.addAll(affected(method, after));
                } else if (wereBound.contains(method)) {
                    next.addAll(graph.callers(method));
                }
            }
            dirty = next;
        }
        bound.forget();
    }

    private boolean synchronises(MethodInfo method) {
        for (CallSite site : method.calls()) {
            if (isOperation(site.method())) {
                return true;
            }
        }
        for (MethodRef body : method.bodies()) {
            if (isOperation(body)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOperation(MethodRef method) {
        LockOperation operation = events.of(method);
        return operation != null && operation != LockOperation.NEUTRAL;
    }

    /** Callers to analyse again; those that take nothing themselves are only worth it where the callee changes what they hold. */
    private SortedSet<MethodInfo> affected(MethodInfo method, Effect effect) {
        SortedSet<MethodInfo> affected = new TreeSet<>(graph.callers(method));
        affected.addAll(graph.makers(method));
        if (method.ref().parameterCount() == 0 && !method.isStatic()) {
            affected.addAll(makers(method.ref().owner()));
        }
        if (effect instanceof Effect.Known known && known.exits().stream().allMatch(Summaries::saysNothing)) {
            affected.retainAll(summaries.keySet());
        }
        return affected;
    }

    /** Methods that were analysed and make objects of the class, which give back what the method gives back. */
    private List<MethodInfo> makers(String type) {
        List<MethodInfo> makers = new ArrayList<>();
        ClassInfo info = program.find(type);
        if (info != null) {
            for (MethodInfo constructor : info.methods()) {
                if (constructor.isConstructor()) {
                    makers.addAll(graph.callers(constructor));
                }
            }
        }
        makers.retainAll(summaries.keySet());
        return makers;
    }

    private static boolean saysNothing(Effect.Exit exit) {
        boolean onlyDoubts =
                exit.deltas().isEmpty() && exit.unsure().stream().allMatch(Value.Permits.class::isInstance);
        return onlyDoubts && exit.guards().stream().noneMatch(guard -> guard.left() instanceof Value.HeldAtEntry);
    }

    private List<MethodInfo> calleesFirst(SortedSet<MethodInfo> methods) {
        List<MethodInfo> order = new ArrayList<>(methods.size());
        Set<MethodInfo> seen = new HashSet<>();
        Set<String> names = new HashSet<>();
        methods.forEach(method -> names.add(method.ref().name()));
        Deque<Visit> path = new ArrayDeque<>(); // a chain of calls may be longer than the stack is deep
        for (MethodInfo root : methods) {
            enter(root, methods, names, seen, path);
            while (!path.isEmpty()) {
                Visit visit = path.element();
                if (visit.open().hasNext()) {
                    enter(visit.open().next(), methods, names, seen, path);
                } else {
                    order.add(path.pop().method());
                }
            }
        }
        return order;
    }

    /** A method on the way down, and the callees that are still to be visited. */
    private record Visit(MethodInfo method, Iterator<MethodInfo> open) {}

    private void enter(
            MethodInfo method,
            SortedSet<MethodInfo> methods,
            Set<String> names,
            Set<MethodInfo> seen,
            Deque<Visit> path) {
        if (!seen.add(method)) {
            return;
        }
        Set<MethodInfo> callees = new LinkedHashSet<>();
        for (CallSite site : method.calls()) {
            if (names.contains(site.method().name())) {
                callees.addAll(graph.targets(site.kind(), site.method()));
            }
        }
        callees.retainAll(methods);
        path.push(new Visit(method, callees.iterator()));
    }

    private void analyse(MethodInfo method) {
        guarded(method, () -> {
            Summary summary = summarise(method);
            if (summary != null) {
                summaries.put(method, summary);
            }
        });
    }

    /** Does something with the method's code; if that breaks, the method counts as broken and the rest goes on. */
    public void guarded(MethodInfo method, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | StackOverflowError e) {
            if (failed.add(method)) {
                broken.add(new Broken(method, e.getClass().getSimpleName() + ": " + e.getMessage()));
            }
        }
    }

    private @Nullable Summary summarise(MethodInfo method) {
        Code code = source.code(method);
        if (code == null) {
            return null;
        }
        FlowResult flow = FlowAnalysis.analyse(code, Parameters.of(method), world);
        LocalJudgement judgement = judgement(method, flow, code);
        return new Summary(method, flow, judgement.faults(), judgement.open(), effect(method, flow, code, judgement));
    }

    private LocalJudgement judgement(MethodInfo method, FlowResult flow, Code code) {
        SortedMap<Integer, LockOperation> operations = operations(code);
        PermitCounts counts = new PermitCounts(flow, operations, world, world.kinds(method));
        return LocalJudgement.of(flow, operations, counts, at -> isConditional(code, at));
    }

    private Effect effect(MethodInfo method, FlowResult flow, Code code) {
        return effect(method, flow, code, judgement(method, flow, code));
    }

    private Effect effect(MethodInfo method, FlowResult flow, Code code, LocalJudgement judgement) {
        PermitCounts counts = new PermitCounts(flow, operations(code), world, world.kinds(method));
        boolean answersBoolean = method.ref().returnType().equals("Z");
        Set<Value> contained = new HashSet<>(judgement.contained());
        contained.addAll(contradictory(flow, code));
        return Effects.of(
                flow,
                contained,
                judgement.forgotten(),
                (end, lock) -> lock instanceof Value.Permits
                        ? counts.isLeftToGuard(end, lock)
                        : HandOver.isPossible(flow, end, lock),
                (end, lock) -> Guards.givesBack(end, lock, world),
                answersBoolean,
                call -> world.exceptions(call.kind(), call.method()));
    }

    /** Locks that callees take on one normal way and give back on another: conditions of theirs that can't be tied together. */
    private Set<Value> contradictory(FlowResult flow, Code code) {
        Set<Value> taken = new HashSet<>();
        Set<Value> given = new HashSet<>();
        for (FlowResult.End end : flow.ends()) {
            end.balances().forEach((lock, balance) -> {
                boolean byCallee = balance.sites().stream()
                        .anyMatch(site -> code.at(site) instanceof Call call && events.of(call.method()) == null);
                if (end.isNormal() && byCallee) {
                    (balance.count() > 0 ? taken : given).add(lock);
                }
            });
        }
        taken.retainAll(given);
        return taken;
    }

    /** The flow through the method with all its calls, also where it takes nothing itself; null without code. */
    @Nullable
    FlowResult flowOfCalls(MethodInfo method) {
        Code code = source.code(method);
        return code == null ? null : FlowAnalysis.analyseCalls(code, Parameters.of(method), world);
    }

    /** Whether the code looks which locks or monitors its thread holds. */
    public boolean asksForHolds(Code code) {
        for (int at = 0; at < code.size(); at++) {
            LockOperation operation = code.at(at) instanceof Call call ? events.of(call.method()) : null;
            boolean asks = operation != null && operation.asksForHolds()
                    || code.at(at) instanceof Call call && world.asksForMonitor(call.method());
            if (asks) {
                return true;
            }
        }
        return false;
    }

    /** Whether exceptions of the type are unchecked. */
    boolean isUnchecked(String type) {
        return world.isSubtype(type, "java/lang/RuntimeException") || world.isSubtype(type, "java/lang/Error");
    }

    /** What may leave the call, by type. */
    public List<Exceptional> exceptions(Call call) {
        return world.exceptions(call.kind(), call.method());
    }

    /** Whether a model says that the method does nothing that can fail: it logs, or builds text. */
    public boolean isRare(MethodRef method) {
        return world.isRare(method);
    }

    /** Whether the call never returns normally. */
    public boolean neverReturns(Call call) {
        List<MethodInfo> targets = graph.targets(call.kind(), call.method());
        return world.neverReturns(call.method())
                || !targets.isEmpty() && targets.stream().noneMatch(MethodInfo::returns);
    }

    /** Whether the interface asks for one method only, so that lambdas may implement it. */
    public boolean isFunctional(String type) {
        ClassInfo info = program.find(type);
        return info == null
                || info.isInterface()
                        && info.methods().stream()
                                        .filter(MethodInfo::isAbstract)
                                        .count()
                                == 1;
    }

    /** How the numbers of permits go together in the method. */
    PermitCounts counts(Summary summary) {
        return new PermitCounts(
                summary.flow(), operations(summary.flow().code()), world, world.kinds(summary.method()));
    }

    /** What the call does to a lock itself, but for its stamp; null for nothing. */
    @Nullable
    LockOperation operation(Call call) {
        LockOperation operation = events.of(call.method());
        return operation == null ? null : operation.plain();
    }

    /** Whether the instruction takes or gives back itself, with a stamp for the hold. */
    boolean isStamped(Code code, int at) {
        LockOperation operation = code.at(at) instanceof Call call ? events.of(call.method()) : null;
        return operation != null && operation.isStamped();
    }

    /** Whether the instruction takes or gives back itself. */
    boolean isOperation(Code code, int at) {
        return code.at(at) instanceof Call call && events.of(call.method()) != null;
    }

    /** Whether the instruction is a call of something that leaves the work to yet another method. */
    boolean isFarAway(Summary summary, int site) {
        return new Distance(this).isFarAway(summary, site);
    }

    /** Whether the instruction is a call of something that leaves the work to another method, and only to that one. */
    boolean isTwoCallsAway(Summary summary, int site) {
        return new Distance(this).isTwoCallsAway(summary, site);
    }

    private boolean isConditional(Code code, int at) {
        return code.at(at) instanceof Call call
                && events.of(call.method()) == null
                && Effects.isConditional(world.effect(call.kind(), call.method()));
    }

    private SortedMap<Integer, LockOperation> operations(Code code) {
        TreeMap<Integer, LockOperation> operations = new TreeMap<>();
        for (int i = 0; i < code.size(); i++) {
            LockOperation operation = code.at(i) instanceof Call call ? events.of(call.method()) : null;
            if (operation != null) {
                operations.put(i, operation);
            }
        }
        return operations;
    }

    /** The effect as known by now. Library methods are analysed when they are asked for, a few calls deep. */
    private Effect effect(MethodInfo method) {
        Summary summary = summaries.get(method);
        if (summary != null) {
            return summary.effect();
        }
        if (program.underAnalysis(method) || world.isPlatform(method.ref())) {
            return Effect.NONE;
        }
        Effect known = libraryEffects.get(method);
        if (known != null) {
            return known;
        }
        if (libraryDepth >= LIBRARY_DEPTH || !synchronises(method)) {
            return Effect.NONE;
        }
        libraryEffects.put(method, Effect.NONE);
        libraryDepth++;
        try {
            Summary library = summarise(method);
            Effect effect = library == null ? Effect.NONE : library.effect();
            libraryEffects.put(method, effect);
            return effect;
        } catch (RuntimeException | StackOverflowError e) {
            return Effect.NONE; // a broken class of the class path only makes the tool quieter
        } finally {
            libraryDepth--;
        }
    }

    /** The summaries of the methods that were analysed, by name. */
    public NavigableMap<MethodInfo, Summary> all() {
        return Collections.unmodifiableNavigableMap(summaries);
    }

    /** Methods whose analysis broke, by name. */
    public List<Broken> broken() {
        return broken.stream()
                .sorted((a, b) -> a.method().compareTo(b.method()))
                .toList();
    }

    /** What the analysis thinks of the method, as text for people. */
    public String describe(MethodInfo method) {
        Code code = source.code(method);
        if (code == null) {
            return "no code\n";
        }
        StringBuilder text = new StringBuilder(FlowAnalysis.describe(code, Parameters.of(method), world));
        Summary summary = summaries.containsKey(method) ? summaries.get(method) : summarise(method);
        if (summary == null) {
            return text.toString();
        }
        summary.flow().ends().forEach(end -> text.append("end    ").append(end).append('\n'));
        summary.flow()
                .applications()
                .forEach(one -> text.append("change ").append(one).append('\n'));
        summary.faults().forEach(fault -> text.append("fault  ").append(fault).append('\n'));
        summary.open().forEach(open -> text.append("open   ").append(open).append('\n'));
        text.append("effect ").append(summary.effect()).append('\n');
        graph.callers(method)
                .forEach(caller -> text.append("caller ").append(caller).append('\n'));
        return text.toString();
    }

    /** What the method's name of a lock means. */
    LockKind kind(MethodInfo method, Value lock) {
        return world.kinds(method).of(lock);
    }

    boolean isLike(LockKind a, LockKind b) {
        return a.isLike(b, world);
    }

    /** Whether two names of a method may mean one lock, as far as their kinds tell. */
    public boolean mayBeOne(MethodInfo method, Value a, Value b) {
        return mayBe(kind(method, a), kind(method, b));
    }

    boolean mayBe(LockKind a, LockKind b) {
        return a.mayBe(b, world);
    }

    /** Whether the field's lock is made by its class, which alone has it to begin with. */
    boolean isOwn(FieldRef field) {
        return definitions.isOwn(field);
    }

    /** Whether the class is a lock and the method its operation: then it is the protocol, not a user of it. */
    boolean isProtocol(MethodInfo method) {
        ClassInfo owner = program.find(method.ref().owner());
        return owner != null && events.implementsProtocol(owner, method.ref());
    }

    /** Whether lambdas or method references run it: then it is called from where nobody sees. */
    public boolean isLambda(MethodInfo method) {
        return !graph.makers(method).isEmpty();
    }

    /** What the method does; nothing where its code is broken, which is told once. */
    List<Observation> observed(MethodInfo method) {
        List<Observation> observed = new ArrayList<>();
        guarded(method, () -> observed.addAll(observations().of(method)));
        return observed;
    }

    private Observations observations() {
        Observations made = observations;
        if (made == null) {
            Set<String> lockUsers = new HashSet<>();
            summaries.forEach((method, summary) -> {
                if (changesHolds(summary.effect())) {
                    lockUsers.add(method.ref().name());
                }
            });
            made = new Observations(source, new OneMethod(program, world, lockUsers));
            observations = made;
        }
        return made;
    }

    private static boolean changesHolds(Effect effect) {
        return effect instanceof Effect.Vague
                || effect instanceof Effect.Known known
                        && !known.exits().stream().allMatch(Effect.Exit::isNeutral);
    }

    /** Which methods calls may run. */
    public CallGraph graph() {
        return graph;
    }

    /** Tells what is known at each instruction of the method, as the analysis of holds sees it; nothing where its code is broken. */
    public void observeFlow(MethodInfo method, Observer observer) {
        guarded(method, () -> {
            Body body = body(method);
            if (body != null) {
                FlowAnalysis.observe(body.code(), Parameters.of(method), world, observer);
            }
        });
    }

    /** What becomes of objects that somebody waits for in the method: they stand where locks do; null where its code is broken or missing. */
    public @Nullable FlowResult owed(Body body, Debts debts) {
        FlowResult[] found = new FlowResult[1];
        guarded(
                body.method(),
                () -> found[0] =
                        FlowAnalysis.analyse(body.code(), Parameters.of(body.method()), new OwedWorld(world, debts)));
        return found[0];
    }

    /** The half of a read-write lock, or another lock, that the field is only another name of, its object as parameter 0; null for none. */
    public @Nullable Value definition(FieldRef field) {
        return world.definition(field);
    }

    /** The fields in which the constructor keeps its parameters, by the parameter's index; the object itself is 0. */
    public Map<FieldRef, Integer> keptParameters(MethodRef constructor) {
        return world.keptParameters(constructor);
    }

    /** Whether the method is the JDK's own. */
    public boolean isPlatform(MethodRef method) {
        return world.isPlatform(method);
    }

    /** After what end of something else the method runs its functional arguments; null for any end, and for at once. */
    public @Nullable Completion runsAfter(MethodRef method) {
        return world.runsAfter(method);
    }

    /** Whether the call gives a lock back. */
    public boolean givesBack(Call call) {
        return operation(call) == LockOperation.RELEASE;
    }

    /** Whether the stage that the method answers is complete, so that callbacks run at once. */
    public boolean isCompleted(MethodRef maker) {
        return world.isCompleted(maker);
    }

    /** What is known before the instructions of methods. */
    public Moments moments() {
        return moments;
    }

    /** The method with its code; null where it has none that can be read. */
    public @Nullable Body body(MethodInfo method) {
        Summary known = summaries.get(method);
        if (known != null) {
            return known.body();
        }
        Code code = method.hasCode() ? source.code(method) : null;
        return code == null ? null : new Body(method, code);
    }

    /** Tells the kinds of locks by their names in the method. */
    public Kinds kinds(MethodInfo method) {
        return world.kinds(method);
    }

    /** What becomes of functional arguments of the method. */
    public Delivery delivery(MethodRef method) {
        return world.delivery(method);
    }

    /** Whether what a functional operand throws leaves the call: then it is run in place. */
    public boolean runsInPlace(Call call, int operand) {
        return world.passesExceptions(call.kind(), call.method(), operand);
    }

    LockEvents events() {
        return events;
    }

    /** The program under analysis. */
    public Program program() {
        return program;
    }

    /** The method of the source that the method belongs to. */
    public MethodInfo sourceMethod(MethodInfo method) {
        return graph.sourceMethod(method);
    }

    /** The method of its class that makes a lambda of the method; null if there is none. */
    public @Nullable MethodInfo maker(MethodInfo method) {
        return graph.maker(method);
    }
}
