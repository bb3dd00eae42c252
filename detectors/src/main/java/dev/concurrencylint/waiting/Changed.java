package dev.concurrencylint.waiting;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.MakeLambda;
import dev.concurrencylint.code.Instruction.ReadField;
import dev.concurrencylint.code.Instruction.WriteElement;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Summaries;
import dev.concurrencylint.waiting.Waiters.Waiter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Which code changes what is waited for. Fields go by owner and name. */
final class Changed {
    private static final int DEEPEST = 2;

    private final Summaries summaries;
    private final MonitorUse use;
    private final Moments moments;
    private final Tests tests;
    private final WaitModel model;

    Changed(Summaries summaries, MonitorUse use, Moments moments, Tests tests, WaitModel model) {
        this.model = model;
        this.summaries = summaries;
        this.use = use;
        this.moments = moments;
        this.tests = tests;
    }

    String name(WriteField write) {
        return name(use.program().resolve(write.field()));
    }

    private static String name(FieldRef field) {
        return field.owner() + '.' + field.name();
    }

    SortedSet<String> fieldsOf(Body body, int test) {
        return tests.fields(body, test);
    }

    /** Whether all that the wait depends on is in fields that only their class sees. */
    boolean isKept(Waiter waiter) {
        if (!waiter.under().stream()
                .allMatch(test -> tests.isOfKnown(waiter.site().body(), test))) {
            return false;
        }
        for (String field : waiter.fields()) {
            int dot = field.lastIndexOf('.');
            ClassInfo owner = use.program().classes().get(field.substring(0, dot));
            FieldInfo info = owner == null ? null : owner.field(field.substring(dot + 1));
            if (info == null || !info.isPrivate()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the object of that name is in a field that only its class sees. */
    boolean isKept(String key) {
        int dot = key.lastIndexOf('.');
        if (!key.startsWith("field ") || dot < 0) {
            return false;
        }
        ClassInfo owner = use.program().classes().get(key.substring("field ".length(), dot));
        FieldInfo info = owner == null ? null : owner.field(key.substring(dot + 1));
        return info != null && info.isPrivate() && info.isFinal();
    }

    boolean isHeir(String type, String ancestor) {
        return use.program().isSubtype(type, ancestor);
    }

    /** Whether both inherit from one class of the program. */
    boolean haveCommonParent(String a, String b) {
        return use.program().ancestors(a).stream()
                .anyMatch(type -> use.program().classes().containsKey(type)
                        && use.program().ancestors(b).contains(type));
    }

    /** What a method does to the collection that it is called on. */
    enum Contents {
        GROW,
        SHRINK
    }

    /** What the method does to the collection that it is called on; null for nothing. */
    @Nullable
    Contents contents(MethodRef method) {
        return has(method, model::putsIn) ? Contents.GROW : has(method, model::takesOut) ? Contents.SHRINK : null;
    }

    boolean asksIfEmpty(MethodRef method) {
        return has(method, model::asksIfEmpty);
    }

    private boolean has(MethodRef method, BiPredicate<String, String> trait) {
        String signature = method.name() + method.descriptor();
        return use.program().ancestors(method.owner()).stream().anyMatch(type -> trait.test(type, signature));
    }

    /** Whether the call is made on what is in the field. */
    static boolean isIn(State state, Call call, String field) {
        return call.receiver() != Instruction.NONE
                && state.get(call.receiver()) instanceof Value.Field one
                && name(one.field()).equals(field);
    }

    /** The methods that write the field, or may change the collection in it; by name. */
    List<Body> changers(String field) {
        List<Body> changers = writers(field);
        for (ClassInfo type : use.program().mentioningField(field.substring(field.lastIndexOf('.') + 1))) {
            for (MethodInfo method : type.methods()) {
                boolean changes = method.hasCode()
                        && method.calls().stream().anyMatch(site -> contents(site.method()) != null)
                        && changers.stream().noneMatch(body -> body.method().equals(method));
                Body body = changes ? moments.body(method) : null;
                if (body != null && mentions(body, field)) {
                    changers.add(body);
                }
            }
        }
        return changers;
    }

    private boolean mentions(Body body, String field) {
        for (int at = 0; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof ReadField read
                    && name(use.program().resolve(read.field())).equals(field)) {
                return true;
            }
        }
        return false;
    }

    /** The methods that write the field, by name. */
    private List<Body> writers(String field) {
        int dot = field.lastIndexOf('.');
        String owner = field.substring(0, dot);
        List<Body> writers = new ArrayList<>();
        for (ClassInfo type : use.program().mentioningField(field.substring(dot + 1))) {
            for (MethodInfo method : type.methods()) {
                boolean writes = method.written().stream()
                        .anyMatch(written -> written.name().equals(field.substring(dot + 1))
                                && use.program().resolve(written).owner().equals(owner));
                Body body = writes ? moments.body(method) : null;
                if (body != null) {
                    writers.add(body);
                }
            }
        }
        return writers;
    }

    /** Whether the method, or one that it calls, writes the field. */
    boolean writes(Body body, String field) {
        return writes(body, field, DEEPEST, new HashSet<>());
    }

    private boolean writes(Body body, String field, int depth, Set<MethodInfo> seen) {
        if (!seen.add(body.method())) {
            return false;
        }
        for (int at = 0; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof WriteField write && name(write).equals(field)) {
                return true;
            }
            if (depth > 0 && body.code().at(at) instanceof Call call) {
                for (MethodInfo target : summaries.graph().targets(call.kind(), call.method())) {
                    Body callee = use.program().underAnalysis(target) ? moments.body(target) : null;
                    if (callee != null && writes(callee, field, depth - 1, seen)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether the method, or one that it calls, may change one of the fields, or the object in it. */
    boolean mayChange(Body body, Set<String> fields) {
        return mayChange(body, fields, DEEPEST, new HashSet<>());
    }

    private boolean mayChange(Body body, Set<String> fields, int depth, Set<MethodInfo> seen) {
        if (!seen.add(body.method())) {
            return false;
        }
        for (int at = 0; at < body.code().size(); at++) {
            Instruction instruction = body.code().at(at);
            if (instruction instanceof WriteField write && fields.contains(name(write))
                    || instruction instanceof WriteElement
                    || instruction instanceof MakeLambda lambda && runs(lambda, fields, depth, seen)
                    || instruction instanceof Call call
                            && (isOn(body, at, call, fields) || leadsTo(call, fields, depth, seen))) {
                return true;
            }
        }
        return false;
    }

    private boolean runs(MakeLambda lambda, Set<String> fields, int depth, Set<MethodInfo> seen) {
        MethodInfo target = use.program().resolve(lambda.body());
        Body body = target == null || !use.program().underAnalysis(target) ? null : moments.body(target);
        return body != null && mayChange(body, fields, depth, seen);
    }

    /** Whether the call is made on the object in such a field, or is given it. */
    private boolean isOn(Body body, int at, Call call, Set<String> fields) {
        if (tests.isOnlyAsked(call.method())) {
            return false;
        }
        for (State state : moments.at(body, at)) {
            for (Value operand : Moments.operands(call, state)) {
                if (operand instanceof Value.Field field && fields.contains(name(field.field()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean leadsTo(Call call, Set<String> fields, int depth, Set<MethodInfo> seen) {
        if (depth == 0) {
            return false;
        }
        for (MethodInfo target : summaries.graph().targets(call.kind(), call.method())) {
            Body body = use.program().underAnalysis(target) ? moments.body(target) : null;
            if (body != null && mayChange(body, fields, depth - 1, seen)) {
                return true;
            }
        }
        return false;
    }
}
