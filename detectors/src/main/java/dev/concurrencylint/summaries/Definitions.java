package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Copy;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.code.Reads;
import dev.concurrencylint.facts.LockEvents;
import dev.concurrencylint.flow.Environment;
import dev.concurrencylint.flow.FlowAnalysis;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.CodeSource;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Final fields that are only another name: a half of a read-write lock that stands in a field of its own, set in every constructor
 * from a lock that stands in another field.
 */
final class Definitions {
    private final Program program;
    private final CodeSource source;
    private final LockEvents events;
    private final Map<FieldRef, Value> known = new HashMap<>();
    private final Map<FieldRef, Boolean> asked = new HashMap<>();
    private final Map<MethodRef, Map<FieldRef, Integer>> kept = new HashMap<>();
    private final Map<MethodRef, Set<Integer>> onlyKept = new HashMap<>();
    private final Map<MethodInfo, Boolean> keepers = new HashMap<>();
    private final Set<FieldRef> own = new HashSet<>();
    private @Nullable Environment environment;

    Definitions(Program program, CodeSource source, LockEvents events) {
        this.program = program;
        this.source = source;
        this.events = events;
    }

    /** Constructors are analysed in this environment. */
    void in(Environment world) {
        environment = world;
    }

    /** The field's value in terms of its object as parameter 0; null where it is not another name. */
    @Nullable
    Value of(FieldRef field) {
        if (asked.putIfAbsent(field, true) == null) {
            Value value = initial(field);
            if (value instanceof Value.View) {
                known.put(field, value);
            } else if (value instanceof Value.Fresh) {
                own.add(field);
            }
        }
        return known.get(field);
    }

    /** Whether every initialiser makes a new object for the field, so that nobody else has it to begin with. */
    boolean isOwn(FieldRef field) {
        of(field);
        return own.contains(field);
    }

    /** The fields in which the constructor keeps what it is given, by the parameter's index. */
    Map<FieldRef, Integer> keptParameters(MethodRef constructor) {
        Map<FieldRef, Integer> known = kept.get(constructor);
        if (known == null) {
            known = new LinkedHashMap<>();
            kept.put(constructor, known); // a constructor that makes an object of its class learns nothing of it
            MethodInfo method = program.resolve(constructor);
            Code code = method == null || environment == null ? null : source.code(method);
            if (method != null && code != null && environment != null) {
                for (FlowResult.End end : FlowAnalysis.analyse(code, Parameters.of(method), environment)
                        .ends()) {
                    if (end.isNormal()) {
                        addKept(end, known);
                    }
                }
            }
        }
        return known;
    }

    /** Whether the constructor does nothing with the parameter but to keep it in a field of the new object. */
    boolean isOnlyKept(MethodRef constructor, int parameter) {
        return keptParameters(constructor).containsValue(parameter)
                && onlyKept.computeIfAbsent(constructor, this::findOnlyKept).contains(parameter);
    }

    private Set<Integer> findOnlyKept(MethodRef constructor) {
        MethodInfo method = program.resolve(constructor);
        Code code = method == null ? null : source.code(method);
        if (method == null || code == null || environment == null) {
            return Set.of();
        }
        Set<Integer> kept = new HashSet<>(keptParameters(constructor).values());
        FlowResult flow = FlowAnalysis.analyseCalls(code, Parameters.of(method), environment);
        flow.calls()
                .values()
                .forEach(made -> made.forEach(call -> call.arguments().forEach(argument -> drop(argument, kept))));
        flow.ends()
                .forEach(end -> end.contents().forEach((path, content) -> {
                    boolean ofThis = path instanceof Value.Field field && new Value.Parameter(0).equals(field.object());
                    if (!ofThis || !(content instanceof Value.Parameter)) {
                        drop(content, kept);
                    }
                }));
        return kept;
    }

    private static void drop(Value argument, Set<Integer> kept) {
        kept.removeIf(index -> index > 0 && argument.mentions(new Value.Parameter(index)::equals));
    }

    /** Whether the method may put its object where other code finds it; other methods that it calls on the object are not followed. */
    boolean keepsReceiver(MethodInfo method) {
        return keepers.computeIfAbsent(method, asked -> {
            Code code = source.code(asked);
            return code == null || asked.isStatic() || leaksThis(code);
        });
    }

    private static boolean leaksThis(Code code) {
        for (int at = 0; at < code.size(); at++) {
            if (!(code.at(at) instanceof Copy copy) || copy.from() != 0) {
                continue;
            }
            for (int use = at + 1; use < code.size(); use++) {
                if (Reads.of(code.at(use)).contains(copy.to())) {
                    if (isGiven(code.at(use), copy.to())) {
                        return true;
                    }
                    break;
                }
            }
        }
        return false;
    }

    private static boolean isGiven(Instruction use, int register) {
        if (use instanceof Instruction.Call call) {
            return call.arguments().contains(register);
        }
        if (use instanceof Instruction.WriteField write) {
            return write.from() == register;
        }
        return !(use instanceof Instruction.ReadField
                || use instanceof Instruction.Branch
                || use instanceof Instruction.EnterMonitor
                || use instanceof Instruction.ExitMonitor);
    }

    private static void addKept(FlowResult.End end, Map<FieldRef, Integer> kept) {
        end.contents().forEach((path, content) -> {
            if (path instanceof Value.Field field
                    && new Value.Parameter(0).equals(field.object())
                    && content instanceof Value.Parameter parameter) {
                kept.put(field.field(), parameter.index());
            }
        });
    }

    /** What all initialisers put into a final field of a lock type: a view of another field, or something fresh; else null. */
    private @Nullable Value initial(FieldRef field) {
        String descriptor = field.descriptor();
        ClassInfo owner = program.find(field.owner());
        FieldInfo info = owner == null ? null : owner.field(field.name());
        if (owner == null
                || info == null
                || !info.isFinal()
                || !descriptor.startsWith("L")
                || !events.isLockType(descriptor.substring(1, descriptor.length() - 1))) {
            return null;
        }
        Value initial = null;
        for (MethodInfo method : owner.methods()) {
            boolean initialiser = info.isStatic() ? method.ref().name().equals("<clinit>") : method.isConstructor();
            if (!initialiser || !method.written().contains(new FieldRef(owner.name(), field.name(), descriptor))) {
                continue;
            }
            Value here = inInitialiser(method, field, info.isStatic());
            if (here == null || initial != null && !initial.equals(here)) {
                return null;
            }
            initial = here;
        }
        return initial;
    }

    private @Nullable Value inInitialiser(MethodInfo method, FieldRef field, boolean isStatic) {
        Code code = source.code(method);
        if (code == null || environment == null) {
            return null;
        }
        FlowResult flow = FlowAnalysis.analyse(code, Parameters.of(method), environment);
        Value initial = null;
        Value path = new Value.Field(isStatic ? null : new Value.Parameter(0), field);
        for (FlowResult.End end : flow.ends()) {
            if (!end.isNormal()) {
                continue;
            }
            Value here = lasting(end.contents().get(path), path, end);
            if (here == null || initial != null && !initial.equals(here)) {
                return null;
            }
            initial = here;
        }
        return initial;
    }

    private static @Nullable Value lasting(@Nullable Value content, Value path, FlowResult.End end) {
        if (content instanceof Value.Fresh) {
            return new Value.Fresh(-1, "");
        }
        if (!(content instanceof Value.View view)) {
            return null;
        }
        Value renamed = view.rewrite(part -> nameOf(part, end));
        boolean named = !renamed.equals(path)
                && renamed.isPath()
                && !renamed.mentions(part -> part instanceof Value.Parameter parameter && parameter.index() > 0);
        return named ? renamed : null;
    }

    private static Value nameOf(Value part, FlowResult.End end) {
        if (part instanceof Value.View) {
            return part;
        }
        for (Map.Entry<Value, Value> entry : end.contents().entrySet()) {
            if (entry.getValue().equals(part) && !entry.getKey().mentions(inner -> inner instanceof Value.View)) {
                return entry.getKey();
            }
        }
        return part;
    }
}
