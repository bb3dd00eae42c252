package dev.concurrencylint.async;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.CallGraph;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What calls may run, by what is known of the object that they are made on. */
final class Targets {
    private final Program program;
    private final CallGraph graph;
    private final Executors executors;
    private final Kept kept;
    private final Map<String, Map<String, SortedSet<MethodInfo>>> templates = new HashMap<>();

    Targets(Summaries summaries, Executors executors, Kept kept) {
        this.program = summaries.program();
        this.graph = summaries.graph();
        this.executors = executors;
        this.kept = kept;
    }

    /**
     * A type that an object is known to have.
     *
     * @param exact whether it is of no subtype of it
     */
    record Self(String type, boolean exact) {}

    /**
     * A method that a call may run.
     *
     * @param self what is then known of the object that it runs on; null for no more than that it has the method
     * @param isLambda whether it is a lambda's body, which is not given what the call is
     */
    record Target(MethodInfo method, @Nullable Self self, boolean isLambda) {}

    /**
     * What the call may run; none where that is unknown.
     *
     * @param self what is known of the object that the calling method runs on
     */
    List<Target> of(Body caller, @Nullable Self self, Call call, List<State> states) {
        if (call.receiver() == Instruction.NONE) {
            return all(graph.targets(call.kind(), call.method()), null);
        }
        List<Target> found = new ArrayList<>();
        for (State state : states) {
            for (Target target : of(caller, self, call, state)) {
                if (!found.contains(target)) {
                    found.add(target);
                }
            }
        }
        return found;
    }

    private List<Target> of(Body caller, @Nullable Self self, Call call, State state) {
        Value receiver = state.get(call.receiver());
        boolean isSame = !caller.method().isStatic() && receiver.equals(new Value.Parameter(0));
        if (call.kind() == CallKind.SPECIAL) {
            return all(graph.targets(call.kind(), call.method()), isSame ? self : null);
        }
        Set<String> made = executors.made(receiver);
        if (!made.isEmpty()) {
            List<Target> exact = new ArrayList<>();
            for (String type : new TreeSet<>(made)) {
                exact.addAll(of(call, new Self(type, true)));
            }
            return exact;
        }
        Self least = new Self(call.method().owner(), false);
        List<Target> known =
                of(call, isSame && self != null && program.isSubtype(self.type(), least.type()) ? self : least);
        return known.isEmpty() && receiver instanceof Value.Field field ? kept(call, field) : known;
    }

    private List<Target> kept(Call call, Value.Field field) {
        List<Target> all = new ArrayList<>();
        for (Value value : kept.in(field.field())) {
            if (value instanceof Value.Fresh made) {
                all.addAll(of(call, new Self(made.type(), true)));
            } else if (value instanceof Value.Lambda lambda) {
                MethodInfo target = program.resolve(lambda.body());
                if (target != null && target.hasCode()) {
                    all.add(new Target(target, null, true));
                }
            }
        }
        return all;
    }

    private List<Target> of(Call call, Self self) {
        MethodRef method =
                new MethodRef(self.type(), call.method().name(), call.method().descriptor());
        if (self.exact()) {
            MethodInfo target = program.resolve(method);
            return target != null && target.hasCode() ? List.of(new Target(target, self, false)) : List.of();
        }
        return all(candidates(call.kind(), method), self);
    }

    /** By the hierarchy: also what a class of the program inherits from one of the class path. */
    List<MethodInfo> candidates(CallKind kind, MethodRef method) {
        List<MethodInfo> known = graph.targets(kind, method);
        MethodInfo inherited = known.isEmpty() && program.contains(method.owner()) ? program.resolve(method) : null;
        if (inherited == null || !isTemplate(inherited)) {
            return known;
        }
        List<MethodInfo> all = new ArrayList<>();
        all.add(inherited);
        for (String type : program.subtypes(method.owner())) {
            ClassInfo info = program.find(type);
            MethodInfo override = info == null ? null : info.method(method.name(), method.descriptor());
            if (override != null && override.hasCode()) {
                all.add(override);
            }
        }
        return all;
    }

    /** Each with the narrower one of the types: the known one, or that with the method. */
    private List<Target> all(List<MethodInfo> methods, @Nullable Self self) {
        List<Target> all = new ArrayList<>();
        for (MethodInfo method : methods) {
            String owner = method.ref().owner();
            boolean isKnown = self != null && program.isSubtype(self.type(), owner);
            all.add(new Target(method, isKnown ? self : null, false));
        }
        return all;
    }

    /** The methods of the class path, the platform's aside, that call it on the object that they run on themselves. */
    SortedSet<MethodInfo> templates(MethodInfo method) {
        SortedSet<MethodInfo> found = new TreeSet<>();
        boolean isOwn = program.underAnalysis(method);
        if (isOwn && !graph.overridesLibrary(method)) {
            return found;
        }
        String signature = method.ref().name() + method.ref().descriptor();
        for (String ancestor : program.ancestors(method.ref().owner())) {
            if (!program.contains(ancestor) && !ancestor.startsWith("java/")) {
                found.addAll(templates
                        .computeIfAbsent(ancestor, this::callsOf)
                        .getOrDefault(signature, Collections.emptySortedSet()));
            }
        }
        return found;
    }

    /** Who of the class calls what on itself, by name and descriptor. */
    private Map<String, SortedSet<MethodInfo>> callsOf(String ancestor) {
        Map<String, SortedSet<MethodInfo>> calls = new HashMap<>();
        ClassInfo type = program.find(ancestor);
        for (MethodInfo method : type == null ? List.<MethodInfo>of() : type.methods()) {
            if (!isTemplate(method)) {
                continue;
            }
            for (CallSite site : method.calls()) {
                MethodRef called = site.method();
                boolean isOnItself = site.kind() == CallKind.SPECIAL
                        ? called.owner().equals(ancestor) && !called.name().equals("<init>")
                        : site.kind() != CallKind.STATIC && program.isSubtype(ancestor, called.owner());
                if (isOnItself) {
                    calls.computeIfAbsent(called.name() + called.descriptor(), key -> new TreeSet<>())
                            .add(method);
                }
            }
        }
        return calls;
    }

    private boolean isTemplate(MethodInfo method) {
        return method.hasCode()
                && !method.isStatic()
                && !method.isConstructor()
                && !program.underAnalysis(method)
                && !method.ref().owner().startsWith("java/");
    }
}
