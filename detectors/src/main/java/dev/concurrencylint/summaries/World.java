package dev.concurrencylint.summaries;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.facts.Exceptional;
import dev.concurrencylint.facts.LockEvents;
import dev.concurrencylint.facts.ThrowModel;
import dev.concurrencylint.flow.Bound;
import dev.concurrencylint.flow.Effect;
import dev.concurrencylint.flow.Environment;
import dev.concurrencylint.flow.Kinds;
import dev.concurrencylint.flow.LockKind;
import dev.concurrencylint.flow.Lost;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.Completion;
import dev.concurrencylint.models.Delivery;
import dev.concurrencylint.models.LockOperation;
import dev.concurrencylint.models.Models;
import dev.concurrencylint.models.Protocol;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.Getter;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers the flow analysis from the program, the models and the summaries made so far. */
final class World implements Environment {
    private static final String INTERRUPTED = "java/lang/InterruptedException";

    /** Gives the effect of a method that may run, as far as it is known by now. */
    interface Known {
        Effect effect(MethodInfo method);

        /** The same of a method that knows the lambdas that it is given; null where it can't be analysed so. */
        @Nullable
        Bound bound(MethodInfo method, List<Bound.Given> given);
    }

    private final Program program;
    private final Models models;
    private final LockEvents events;
    private final ThrowModel exceptions;
    private final CallGraph graph;
    private final FieldWrites writes;
    private final Definitions definitions;
    private final Known known;
    private final Map<MethodInfo, Kinds> kinds = new HashMap<>();
    private final Map<MethodRef, Boolean> pure = new HashMap<>();

    World(Program program, Models models, LockEvents events, CallGraph graph, Definitions definitions, Known known) {
        this.program = program;
        this.models = models;
        this.events = events;
        this.exceptions = new ThrowModel(program, models);
        this.graph = graph;
        this.writes = new FieldWrites(program, graph);
        this.definitions = definitions;
        this.known = known;
    }

    @Override
    public @Nullable LockOperation lockOperation(MethodRef method) {
        return events.of(method);
    }

    @Override
    public boolean isReentrant(String type) {
        return events.isReentrant(type);
    }

    @Override
    public boolean isPure(MethodRef method) {
        return pure.computeIfAbsent(method, ref -> {
            String signature = ref.name() + ref.descriptor();
            return program.ancestors(ref.owner()).stream().anyMatch(type -> models.isPure(type, signature));
        });
    }

    @Override
    public boolean isIdentity(MethodRef method) {
        return models.isIdentity(method.owner(), method.name() + method.descriptor());
    }

    @Override
    public @Nullable Bound bound(CallKind kind, MethodRef method, List<Bound.Given> given) {
        List<MethodInfo> targets = graph.targets(kind, method);
        return targets.size() == 1 && program.underAnalysis(targets.get(0)) ? known.bound(targets.get(0), given) : null;
    }

    @Override
    public boolean isAbstract(MethodRef method) {
        MethodInfo resolved = program.resolve(method);
        return resolved != null && !resolved.hasCode();
    }

    @Override
    public @Nullable MethodRef implementation(String type, MethodRef method) {
        MethodRef named = new MethodRef(type, method.name(), method.descriptor());
        MethodInfo resolved = program.resolve(named);
        return resolved != null && resolved.hasCode() ? resolved.ref() : null;
    }

    @Override
    public boolean keepsReceiver(CallKind kind, MethodRef method) {
        List<MethodInfo> targets = graph.targets(kind, method);
        return targets.size() != 1 || definitions.keepsReceiver(targets.get(0));
    }

    @Override
    public boolean isOnlyKept(MethodRef constructor, int parameter) {
        return definitions.isOnlyKept(constructor, parameter);
    }

    @Override
    public Delivery delivery(MethodRef method) {
        Delivery found = Delivery.KEPT;
        if (models.mayHandOver(method.name())) {
            for (String type : program.ancestors(method.owner())) {
                Delivery said = models.delivery(type, method.name() + method.descriptor());
                found = said.compareTo(found) > 0 ? said : found;
            }
        }
        return found;
    }

    @Override
    public List<Value> released(CallKind kind, MethodRef body) {
        LockOperation operation = events.of(body);
        if (operation != null) {
            return operation == LockOperation.RELEASE
                    ? List.of(new Value.Parameter(0))
                    : operation == LockOperation.RELEASE_PERMITS
                            ? List.of(new Value.Permits(new Value.Parameter(0), new Value.Int(1)))
                            : List.of();
        }
        List<MethodInfo> targets = graph.targets(kind, body);
        return targets.size() == 1 ? GivenBack.always(effect(targets.get(0))) : List.of();
    }

    @Override
    public Map<MethodRef, List<Value>> releasedBy(String type) {
        Map<MethodRef, List<Value>> all = new java.util.LinkedHashMap<>();
        Set<String> seen = new java.util.HashSet<>();
        for (String name = type; name != null && isOfProgram(name) && seen.add(name); ) {
            ClassInfo info = program.find(name);
            if (info == null) {
                break;
            }
            for (MethodInfo method : info.methods()) {
                if (!method.isStatic()
                        && !method.isConstructor()
                        && method.ref().parameterCount() == 0) {
                    List<Value> released = GivenBack.always(effect(method));
                    if (!released.isEmpty()) {
                        all.put(method.ref(), released);
                    }
                }
            }
            name = info.superName();
        }
        return all;
    }

    @Override
    public boolean isThreadOwned(LockKind lock, MethodRef taker) {
        boolean ofTaker = events.of(taker) == null || isThreadOwned(taker.owner());
        return ofTaker && (lock.type() == null || !isLock("L" + lock.type() + ";") || isThreadOwned(lock.type()));
    }

    /** A lock that the program implements itself may belong to no thread. */
    private boolean isThreadOwned(String type) {
        ClassInfo info = program.find(type);
        boolean own = info != null
                && isOfProgram(type)
                && info.methods().stream().anyMatch(method -> events.implementsProtocol(info, method.ref()));
        return !own && events.isThreadOwned(type);
    }

    @Override
    public boolean overrides(MethodRef method, String type) {
        return program.resolve(new MethodRef(type, method.name(), method.descriptor())) != null;
    }

    @Override
    public boolean isCompleted(MethodRef maker) {
        return models.isCompleted(maker.owner(), maker.name() + maker.descriptor());
    }

    @Override
    public boolean waits(MethodRef method) {
        String signature = method.name() + method.descriptor();
        return models.waits().isWait(signature)
                && models.waits().types().stream()
                        .anyMatch(type ->
                                models.waits().waits(type, signature) && program.isSubtype(method.owner(), type));
    }

    @Override
    public boolean asksForMonitor(MethodRef method) {
        return models.waits().asksForMonitors(method.owner(), method.name() + method.descriptor());
    }

    /** Of static methods: javac's accessors of private fields, and what is written like them. */
    @Override
    public @Nullable Getter getter(CallKind kind, MethodRef method) {
        List<MethodInfo> targets = kind == CallKind.STATIC ? graph.targets(kind, method) : List.of();
        if (targets.size() != 1 || !program.underAnalysis(targets.get(0))) {
            return null;
        }
        Getter getter = targets.get(0).getter();
        return getter == null ? null : new Getter(program.resolve(getter.field()), getter.onThis());
    }

    @Override
    public Effect effect(CallKind kind, MethodRef method) {
        if (neverReturns(method)) {
            return Effect.NEVER_RETURNS;
        }
        List<MethodInfo> targets = graph.targets(kind, method);
        if (targets.isEmpty()) {
            return Effect.NONE;
        }
        Effect first = effect(targets.get(0));
        for (MethodInfo target : targets.subList(1, targets.size())) {
            if (!effect(target).equals(first)) {
                return vagueUnlessHarmless(targets);
            }
        }
        return first;
    }

    private Effect effect(MethodInfo method) {
        Effect effect = known.effect(method);
        return method.returns() || effect instanceof Effect.Known ? effect : Effect.NEVER_RETURNS;
    }

    private Effect vagueUnlessHarmless(List<MethodInfo> targets) {
        Lost all = Lost.NOTHING;
        for (MethodInfo target : targets) {
            all = all.or(Lost.by(effect(target), kinds(target)));
        }
        return all.isNothing() ? Effect.NONE : new Effect.Vague(all);
    }

    @Override
    public Lost changes(CallKind kind, MethodRef body) {
        LockOperation operation = events.of(body);
        if (operation != null) {
            return operation.changesHolds() && operation.protocol() != Protocol.PERMIT ? Lost.ANYTHING : Lost.NOTHING;
        }
        Lost all = Lost.NOTHING;
        for (MethodInfo target : graph.targets(kind, body)) {
            all = all.or(Lost.by(effect(target), kinds(target)));
        }
        return all.withoutPermits();
    }

    @Override
    public boolean changesPermits(CallKind kind, MethodRef body) {
        LockOperation operation = events.of(body);
        if (operation != null) {
            return operation.changesHolds() && operation.protocol() == Protocol.PERMIT;
        }
        List<MethodInfo> targets = graph.targets(kind, body);
        return targets.size() == 1
                && effect(targets.get(0)) instanceof Effect.Known known
                && known.exits().stream()
                        .anyMatch(exit -> exit.deltas().keySet().stream().anyMatch(Value.Permits.class::isInstance));
    }

    @Override
    public List<Value.Permits> givenBack(CallKind kind, MethodRef body) {
        LockOperation operation = events.of(body);
        if (operation != null) {
            return operation == LockOperation.RELEASE_PERMITS
                    ? List.of(new Value.Permits(new Value.Parameter(0), new Value.Int(1)))
                    : List.of();
        }
        Set<Value.Permits> all = new LinkedHashSet<>();
        for (MethodInfo target : graph.targets(kind, body)) {
            all.addAll(GivenBack.permits(effect(target)));
        }
        return List.copyOf(all);
    }

    @Override
    public List<Value.Permits> givenBackBy(String type) {
        ClassInfo info = isOfProgram(type) ? program.find(type) : null;
        if (info == null) {
            return List.of();
        }
        Set<Value.Permits> all = new LinkedHashSet<>();
        for (MethodInfo method : info.methods()) {
            if (!method.isStatic() && !method.isConstructor()) {
                all.addAll(GivenBack.permits(effect(method)));
            }
        }
        return List.copyOf(all);
    }

    @Override
    public @Nullable Completion runsAfter(MethodRef method) {
        String signature = method.name() + method.descriptor();
        if (!models.mayWait(method.name())) {
            return null;
        }
        for (String type : program.ancestors(method.owner())) {
            Completion completion = models.runsAfter(type, signature);
            if (completion != null) {
                return completion;
            }
        }
        return null;
    }

    @Override
    public Map<FieldRef, Integer> keptParameters(MethodRef constructor) {
        return definitions.keptParameters(constructor);
    }

    /** What the method's names of locks mean. */
    Kinds kinds(MethodInfo method) {
        return kinds.computeIfAbsent(method, known -> new Kinds(Parameters.types(known), this));
    }

    @Override
    public boolean isOfProgram(String type) {
        return program.contains(type);
    }

    @Override
    public boolean isOwnLock(FieldRef field) {
        return !Bound.isCaptured(field) && definitions.isOwn(field);
    }

    @Override
    public List<Exceptional> exceptions(CallKind kind, MethodRef method) {
        String type = method.returnedClass();
        if (type != null && events.isLockType(type)) {
            return List.of(); // asking for a lock is a getter's work
        }
        return exceptions.of(kind, method);
    }

    @Override
    public List<Exceptional> exceptionsPreparedFor(CallKind kind, MethodRef method) {
        String type = method.returnedClass();
        return type != null && events.isLockType(type) ? List.of() : exceptions.ofGuarded(kind, method);
    }

    @Override
    public List<String> uncheckedOf(MethodRef method) {
        return exceptions.contracts(method);
    }

    @Override
    public boolean mayWrite(CallKind kind, MethodRef method, FieldRef field) {
        if (isStable(field)) {
            return false;
        }
        List<MethodInfo> targets = graph.targets(kind, method);
        if (targets.isEmpty()) {
            MethodInfo resolved = program.resolve(method);
            return resolved == null
                    || !isPlatform(method)
                    || resolved.declared().contains(INTERRUPTED);
        }
        for (MethodInfo target : targets) {
            if (writes.mayWrite(target, field)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isStable(FieldRef field) {
        return Bound.isCaptured(field) || writes.isStable(field);
    }

    @Override
    public FieldRef resolve(FieldRef field) {
        return program.resolve(field);
    }

    @Override
    public boolean isEnumConstant(FieldRef field) {
        FieldInfo info = program.field(field);
        return info != null && info.isEnumConstant();
    }

    @Override
    public @Nullable Value definition(FieldRef field) {
        return Bound.isCaptured(field) ? null : definitions.of(field);
    }

    @Override
    public boolean isSubtype(String type, String ancestor) {
        return program.isSubtype(type, ancestor);
    }

    /** Whether a model says that the method does nothing that can fail: it logs, or builds text. */
    boolean isRare(MethodRef method) {
        return exceptions.isRare(method);
    }

    /** Whether a model says that the method never returns. */
    boolean neverReturns(MethodRef method) {
        return models.neverReturns(method.owner(), method.name() + method.descriptor());
    }

    @Override
    public boolean isRare(String exception) {
        return exceptions.isRare(exception);
    }

    @Override
    public boolean isLock(String descriptor) {
        return descriptor.startsWith("L") && events.isLockType(descriptor.substring(1, descriptor.length() - 1));
    }

    @Override
    public boolean isPlatform(MethodRef method) {
        MethodInfo resolved = program.resolve(method);
        return ThrowModel.isPlatform(
                resolved == null ? method.owner() : resolved.ref().owner());
    }

    @Override
    public boolean passesExceptions(CallKind kind, MethodRef method, int operand) {
        int place = kind == CallKind.STATIC ? operand : operand - 1;
        if (place >= 0 && method.parameterTypes().get(place).equals("Ljava/lang/Object;")) {
            return false;
        }
        MethodInfo resolved = program.resolve(method);
        String signature = method.name() + method.descriptor();
        String owner = resolved == null ? method.owner() : resolved.ref().owner();
        return ThrowModel.isPlatform(owner) && !models.isKeeper(owner, signature);
    }
}
