package dev.concurrencylint.summaries;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which fields change after construction, and which calls may change them. */
final class FieldWrites {
    private static final int DEPTH = 3;

    private record Question(MethodInfo method, FieldRef field, int depth) {
        /** Written out, as it is asked very often. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Question that
                    && depth == that.depth
                    && method.equals(that.method)
                    && field.equals(that.field);
        }

        @Override
        public int hashCode() {
            return (method.hashCode() * 31 + field.hashCode()) * 31 + depth;
        }
    }

    private final Program program;
    private final CallGraph graph;
    private final Map<FieldRef, Set<MethodInfo>> writers = new HashMap<>();
    private final Map<FieldRef, Boolean> stable = new HashMap<>();
    private final Map<Question, Boolean> answers = new HashMap<>();

    FieldWrites(Program program, CallGraph graph) {
        this.program = program;
        this.graph = graph;
    }

    /** The methods under analysis that write the field, its class's constructors and initialisers aside. */
    private Set<MethodInfo> writers(FieldRef field) {
        return writers.computeIfAbsent(field, wanted -> {
            Set<MethodInfo> found = new HashSet<>();
            for (ClassInfo type : program.mentioningField(wanted.name())) {
                for (MethodInfo method : type.methods()) {
                    for (FieldRef written : method.written()) {
                        if (written.name().equals(wanted.name())
                                && program.resolve(written).equals(wanted)
                                && !initialises(method, wanted)) {
                            found.add(method);
                        }
                    }
                }
            }
            return found;
        });
    }

    private static boolean initialises(MethodInfo method, FieldRef field) {
        return method.ref().owner().equals(field.owner())
                && (method.isConstructor() || method.ref().name().equals("<clinit>"));
    }

    /** Whether the field keeps the value of its construction: final, or private and never written later. */
    boolean isStable(FieldRef field) {
        Boolean known = stable.get(field);
        if (known == null) {
            known = keepsFirst(field);
            stable.put(field, known);
        }
        return known;
    }

    private boolean keepsFirst(FieldRef field) {
        FieldInfo info = program.field(field);
        if (info == null) {
            return false;
        }
        return info.isFinal()
                || program.contains(field.owner())
                        && info.isPrivate()
                        && writers(field).isEmpty();
    }

    /** Whether running the method may write the field: in itself or in what it calls, to a bounded depth. */
    boolean mayWrite(MethodInfo method, FieldRef field) {
        return !writers(field).isEmpty() && mayWrite(method, field, DEPTH);
    }

    private boolean mayWrite(MethodInfo method, FieldRef field, int depth) {
        if (writers(field).contains(method)) {
            return true;
        }
        if (depth == 0) {
            return false;
        }
        Question question = new Question(method, field, depth);
        Boolean known = answers.get(question);
        if (known != null) {
            return known;
        }
        boolean found = false;
        for (CallSite site : method.calls()) {
            List<MethodInfo> targets = graph.targets(site.kind(), site.method());
            for (MethodInfo target : targets) {
                if (program.underAnalysis(target) && mayWrite(target, field, depth - 1)) {
                    found = true;
                }
            }
            if (found) {
                break;
            }
        }
        answers.put(question, found);
        return found;
    }
}
