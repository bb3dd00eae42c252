package dev.concurrencylint.waiting;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.MakeLambda;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.State;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Summaries;
import dev.concurrencylint.summaries.Types;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What is called while a kind of monitor is held, anywhere in the program, and where that leads. A place to which nothing of it leads is
 * never reached with the monitor, whoever runs it.
 */
final class Lockers {
    private static final int MOST_REACHED = 400;

    private final Summaries summaries;
    private final MonitorUse use;
    private final Moments moments;
    private final Objects objects;
    private final Holders holders;
    private @Nullable List<MethodInfo> all;

    Lockers(Summaries summaries, MonitorUse use, Moments moments, Objects objects, Holders holders) {
        this.holders = holders;
        this.summaries = summaries;
        this.use = use;
        this.moments = moments;
        this.objects = objects;
    }

    /** Whether something that may hold the monitor may lead to the method, which names it so. */
    boolean mayLeadTo(MethodInfo method, Wanted wanted) {
        if (!wanted.isMonitor()) {
            return true;
        }
        if (wanted.object() instanceof Value.Parameter parameter) {
            String type = Types.parameter(parameter.index(), method);
            return type == null
                    || !program().classes().containsKey(type)
                    || mayLeadTo(
                            method, locker -> mayEnter(locker, type), (object, body) -> mayBeOf(object, type, body));
        }
        return !(wanted.object() instanceof Value.Field field)
                || !use.fields().isMade(field.field())
                || mayLeadTo(
                        method,
                        locker -> mayEnter(locker, field.field()),
                        (object, body) -> mayBeIn(object, field.field()));
    }

    private interface Lockable {
        boolean by(MethodInfo method);
    }

    private boolean mayLeadTo(MethodInfo wanted, Lockable monitor, BiPredicate<Value, Body> isMeant) {
        Set<MethodInfo> reached = new HashSet<>();
        Deque<MethodInfo> open = new ArrayDeque<>();
        for (MethodInfo locker : all()) {
            if (monitor.by(locker) && !addCalled(locker, isMeant, reached, open)) {
                return true;
            }
        }
        while (!open.isEmpty()) {
            MethodInfo next = open.pop();
            if (next.equals(wanted) || reached.size() > MOST_REACHED) {
                return true;
            }
            for (CallSite site : next.calls()) {
                if (!addTargets(site, reached, open)) {
                    return true;
                }
            }
            for (MethodRef body : next.bodies()) {
                if (!addBody(body, reached, open)) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<MethodInfo> all() {
        if (all == null) {
            all = new ArrayList<>();
            for (ClassInfo type : program().classes().values()) {
                for (MethodInfo method : type.methods()) {
                    if (method.isSynchronized() || method.monitors().any()) {
                        all.add(method);
                    }
                }
            }
        }
        return all;
    }

    private Program program() {
        return use.program();
    }

    // ---- what is entered ---------------------------------------------------------------------------------

    /** Whether the method may enter the monitor of an object of the type, as far as the index knows. */
    private boolean mayEnter(MethodInfo locker, String type) {
        boolean own = locker.isSynchronized() && !locker.isStatic()
                || locker.monitors().ofThis();
        return own && !objects.areUnrelated(locker.ref().owner(), type)
                || locker.monitors().others()
                || locker.monitors().fields().stream()
                        .anyMatch(field -> mayHold(program().resolve(field), type));
    }

    private boolean mayEnter(MethodInfo locker, FieldRef field) {
        return locker.monitors().others()
                || locker.monitors().fields().stream()
                        .anyMatch(one -> program().resolve(one).equals(field));
    }

    private boolean mayHold(FieldRef field, String type) {
        String descriptor = field.descriptor();
        if (!descriptor.startsWith("L")) {
            return false;
        }
        String declared = descriptor.substring(1, descriptor.length() - 1);
        return mayBe(declared, type)
                && (!use.fields().isMade(field) || program().isSubtype(declared, type));
    }

    private boolean mayBeOf(Value object, String type, Body body) {
        if (object instanceof Value.Field field) {
            return mayHold(field.field(), type);
        }
        String declared = use.types().of(object, body);
        return declared != null && mayBe(declared, type);
    }

    /** Whether what is declared so may be of the type: what is declared as any object, or not at all, is there to be locked, and of no type. */
    private boolean mayBe(String declared, String type) {
        return !declared.equals("java/lang/Object") && !objects.areUnrelated(declared, type);
    }

    private boolean mayBeIn(Value object, FieldRef field) {
        return !(object instanceof Value.Parameter parameter && parameter.index() == 0)
                && !(object instanceof Value.Literal)
                && (!(object instanceof Value.Field one)
                        || !use.fields().isMade(one.field())
                        || one.field().equals(field));
    }

    // ---- what is called ----------------------------------------------------------------------------------

    /** Adds what the method calls while it holds such a monitor; false if that may be anything. */
    private boolean addCalled(
            MethodInfo locker, BiPredicate<Value, Body> isMeant, Set<MethodInfo> reached, Deque<MethodInfo> open) {
        Body body = moments.body(locker);
        if (body == null) {
            return !locker.hasCode();
        }
        for (Map.Entry<Integer, List<State>> entry : moments.all(body).entrySet()) {
            Instruction instruction = body.code().at(entry.getKey());
            if (!(instruction instanceof Call || instruction instanceof MakeLambda)
                    || entry.getValue().stream()
                            .flatMap(state -> holders.monitors(body, state).stream())
                            .noneMatch(object -> isMeant.test(object, body))) {
                continue;
            }
            boolean known = instruction instanceof MakeLambda made
                    ? addBody(made.body(), reached, open)
                    : addTargets(site((Call) instruction), reached, open);
            if (!known) {
                return false;
            }
        }
        return true;
    }

    private static CallSite site(Call call) {
        return new CallSite(call.kind(), call.method(), List.of());
    }

    private boolean addBody(MethodRef body, Set<MethodInfo> reached, Deque<MethodInfo> open) {
        MethodInfo target = program().resolve(body);
        add(target, reached, open);
        return target != null && program().underAnalysis(target) && target.hasCode() || !mayCallBack(body);
    }

    private boolean addTargets(CallSite site, Set<MethodInfo> reached, Deque<MethodInfo> open) {
        List<MethodInfo> targets = summaries.graph().targets(site.kind(), site.method());
        targets.forEach(target -> add(target, reached, open));
        return !targets.isEmpty() || !mayCallBack(site.method());
    }

    private void add(@Nullable MethodInfo target, Set<MethodInfo> reached, Deque<MethodInfo> open) {
        if (target != null && program().underAnalysis(target) && reached.add(target)) {
            open.push(target);
        }
    }

    /** Whether the method, whose code isn't known, may run any code of the program: of a functional interface, or of one that has too many forms. */
    private boolean mayCallBack(MethodRef method) {
        return program().classes().containsKey(method.owner()) || summaries.isFunctional(method.owner());
    }
}
