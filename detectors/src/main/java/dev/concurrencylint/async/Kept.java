package dev.concurrencylint.async;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.MakeLambda;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Fields;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import dev.concurrencylint.summaries.Summaries;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Functional objects that wait in fields until somebody calls them. */
final class Kept {
    private static final int MOST = 12;
    private static final int DEEPEST = 2;

    private final Summaries summaries;
    private final Program program;
    private final Moments moments;
    private final Fields fields;
    private final Map<FieldRef, Set<Value>> contents = new HashMap<>();
    private final Map<MethodRef, SortedSet<MethodInfo>> invokers = new HashMap<>();
    private final Map<String, SortedSet<String>> nests = new HashMap<>();

    Kept(Summaries summaries, MonitorUse use) {
        this.summaries = summaries;
        this.program = summaries.program();
        this.moments = summaries.moments();
        this.fields = use.fields();
    }

    // ---- from the call to the code ------------------------------------------------------------------------

    /** The lambdas and objects that the program puts into the field, as far as it shows; none where there are too many. */
    Set<Value> in(FieldRef field) {
        Set<Value> known = contents.get(field);
        if (known == null) {
            Set<Value> found = new LinkedHashSet<>();
            for (Observation write : fields.writes(field)) {
                add(Fields.written(write), write.body(), DEEPEST, found);
            }
            known = found.size() > MOST ? Set.of() : found;
            contents.put(field, known);
        }
        return known;
    }

    private void add(Value value, Body body, int depth, Set<Value> found) {
        if (value instanceof Value.Lambda || value instanceof Value.Fresh) {
            found.add(value);
        } else if (value instanceof Value.Parameter parameter && depth > 0) {
            MethodInfo taker = body.method();
            SortedSet<MethodInfo> givers = summaries.graph().callers(taker);
            if (givers.size() <= MOST) {
                for (MethodInfo giver : givers) {
                    Body given = moments.body(giver);
                    if (given != null) {
                        addGiven(given, taker, parameter.index(), depth, found);
                    }
                }
            }
        }
    }

    private void addGiven(Body body, MethodInfo taker, int operand, int depth, Set<Value> found) {
        moments.all(body).forEach((at, states) -> {
            if (body.code().at(at) instanceof Call call
                    && summaries.graph().mayRun(call.kind(), call.method(), taker)) {
                for (State state : states) {
                    List<Value> operands = Moments.operands(call, state);
                    if (operand < operands.size()) {
                        add(operands.get(operand), body, depth - 1, found);
                    }
                }
            }
        });
    }

    // ---- from the code to the call ------------------------------------------------------------------------

    /** The methods that may call the method's code where a field keeps it, sorted: as a lambda, or as an object of its class. By types. */
    SortedSet<MethodInfo> invokers(MethodInfo method) {
        Set<MethodRef> called = new LinkedHashSet<>();
        for (MethodInfo maker : summaries.graph().makers(method)) {
            called.addAll(calledBy(maker, method.ref()));
        }
        if (called.isEmpty() && summaries.graph().overridesLibrary(method)) {
            for (String type : program.ancestors(method.ref().owner())) {
                ClassInfo info = program.contains(type) ? null : program.find(type);
                if (info != null
                        && info.isInterface()
                        && info.method(method.ref().name(), method.ref().descriptor()) != null) {
                    called.add(new MethodRef(
                            type, method.ref().name(), method.ref().descriptor()));
                }
            }
        }
        SortedSet<MethodInfo> invokers = new TreeSet<>();
        called.forEach(one -> invokers.addAll(this.invokers.computeIfAbsent(one, this::invoking)));
        return invokers;
    }

    /** The methods of the interfaces that the maker makes the lambda for. */
    private Set<MethodRef> calledBy(MethodInfo maker, MethodRef lambda) {
        Set<MethodRef> called = new LinkedHashSet<>();
        Body body = moments.body(maker);
        for (int at = 0; body != null && at < body.code().size(); at++) {
            if (body.code().at(at) instanceof MakeLambda made && made.body().equals(lambda)) {
                for (String type : program.ancestors(made.functionalInterface())) {
                    ClassInfo info = program.find(type);
                    for (MethodInfo method : info == null ? List.<MethodInfo>of() : info.methods()) {
                        if (method.isAbstract()) {
                            called.add(method.ref());
                        }
                    }
                }
            }
        }
        return called;
    }

    /** Who calls it in a class that has a field of that type. */
    private SortedSet<MethodInfo> invoking(MethodRef called) {
        SortedSet<MethodInfo> found = new TreeSet<>();
        SortedSet<String> nests = nests().getOrDefault("L" + called.owner() + ";", Collections.emptySortedSet());
        if (nests.isEmpty()) {
            return found;
        }
        for (ClassInfo type : program.mentioning(called.name(), called.descriptor())) {
            if (nests.contains(Fields.nest(type.name()))) {
                for (MethodInfo method : type.methods()) {
                    if (method.calls().stream().anyMatch(site -> site.method().equals(called))) {
                        found.add(method);
                    }
                }
            }
        }
        return found;
    }

    /** By the descriptor of a field: the outermost classes that have one. */
    private Map<String, SortedSet<String>> nests() {
        if (nests.isEmpty()) {
            for (ClassInfo type : program.classes().values()) {
                for (FieldInfo field : type.fields()) {
                    nests.computeIfAbsent(field.descriptor(), key -> new TreeSet<>())
                            .add(Fields.nest(type.name()));
                }
            }
        }
        return nests;
    }
}
