package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.LockKind;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who else has permits of a semaphore: takes them for others, or gives back what others took, on any thread. */
final class PermitUsers {
    private final Summaries summaries;
    private final Custody custody;
    /** The methods that take permits or give some back, themselves or through others. */
    private final List<Summary> users;

    PermitUsers(Summaries summaries, Custody custody) {
        this.summaries = summaries;
        this.custody = custody;
        this.users = summaries.all().values().stream()
                .filter(summary -> summary.flow().applications().stream()
                        .anyMatch(application -> application.synchroniser() instanceof Value.Permits))
                .toList();
    }

    /** What the name means, also where it is a getter's answer. */
    LockKind kind(Summary summary, Value permits) {
        return custody.kind(summary, new Value.Permits(semaphore(permits), new Value.Int(1)));
    }

    /** The semaphore, by its field where a getter answers it. */
    Value semaphore(Value permits) {
        if (permits.synchroniser() instanceof Value.Result result) {
            MethodInfo method = summaries.program().resolve(result.method());
            if (method != null && method.getter() != null) {
                FieldRef field = summaries.program().resolve(method.getter().field());
                return new Value.Field(
                        result.arguments().isEmpty() ? null : result.arguments().get(0), field);
            }
        }
        return permits.synchroniser();
    }

    /** Whether the other method's name means such permits. */
    private boolean isLike(Summary other, Value name, LockKind kind) {
        return name instanceof Value.Permits && summaries.isLike(kind(other, name), kind);
    }

    /** Whether the object has a method, which is called, that gives such permits back and asks for nothing: also after a failure. */
    boolean isCleaned(Summary summary, Value permits) {
        String owner = summary.method().ref().owner();
        return givers(summary, kind(summary, permits)).stream()
                .map(Summary::method)
                .anyMatch(giver -> !giver.isStatic()
                        && giver.ref().parameterCount() == 0
                        && (summaries.program().isSubtype(owner, giver.ref().owner())
                                || summaries.program().isSubtype(giver.ref().owner(), owner))
                        && !summaries.graph().callers(giver).isEmpty());
    }

    /** Whether the caller gives back what a call of the method has taken. */
    boolean givesBackWhatCallTook(Summary caller, MethodInfo callee) {
        return caller.flow().discharges().values().stream()
                .flatMap(Set::stream)
                .anyMatch(at -> caller.flow().code().at(at) instanceof Call call
                        && summaries.graph().mayRun(call.kind(), call.method(), callee));
    }

    /** Whether other code may give such permits back: a method for its callers, or a task that others made. */
    boolean isGivenBackByOthers(Summary summary, Value permits) {
        LockKind kind = kind(summary, permits);
        if (!kind.isNamed()) {
            Value semaphore = permits.synchroniser();
            return semaphore instanceof Value.Result || isShared(summary, permits);
        }
        return custody.isGotten(kind) || !givers(summary, kind).isEmpty();
    }

    /** The other code that gives such permits back for somebody who is not known to have them. */
    private List<Summary> givers(Summary summary, LockKind kind) {
        return users.stream()
                .filter(other -> !other.equals(summary)
                        && givesBack(other, kind)
                        && !isOwnTask(other.method(), summary.method())
                        && !isTaskOfTakers(other.method(), kind))
                .toList();
    }

    /** Whether a semaphore without a field is known to other code, which may give permits back. */
    private static boolean isShared(Summary summary, Value permits) {
        return summary.flow().ends().stream()
                .anyMatch(end -> end.unsure().stream()
                        .anyMatch(name -> name.synchroniser()
                                .look()
                                .equals(permits.synchroniser().look())));
    }

    /** Whether the code runs only as a task of the method: what it gives back is the method's. */
    private boolean isOwnTask(MethodInfo other, MethodInfo method) {
        Set<MethodInfo> makers = summaries.graph().makers(other);
        return !makers.isEmpty() && makers.stream().allMatch(maker -> maker.equals(method) || isOwnTask(maker, method));
    }

    /** Whether the code runs only as a task of methods that take such permits and leave them to it: what it gives back is theirs. */
    private boolean isTaskOfTakers(MethodInfo task, LockKind kind) {
        Set<MethodInfo> makers = new HashSet<>(summaries.graph().makers(task));
        if (makers.isEmpty() && summaries.graph().overridesLibrary(task)) {
            ClassInfo owner = summaries.program().find(task.ref().owner());
            if (owner != null) {
                owner.methods().stream()
                        .filter(MethodInfo::isConstructor)
                        .forEach(constructor -> makers.addAll(summaries.graph().callers(constructor)));
            }
        }
        return !makers.isEmpty()
                && makers.stream()
                        .allMatch(maker -> isTaker(summaries.all().get(maker), kind)
                                || !maker.equals(task) && summaries.isLambda(maker) && isTaskOfTakers(maker, kind));
    }

    private boolean isTaker(@Nullable Summary maker, LockKind kind) {
        return maker != null
                && !maker.flow().handOvers().isEmpty()
                && maker.flow().applications().stream()
                        .anyMatch(application ->
                                application.delta() > 0 && isLike(maker, application.synchroniser(), kind));
    }

    /** Whether the code gives such permits back without having them; what its known callers have, they tell themselves. */
    private boolean givesBack(Summary other, LockKind kind) {
        return other.flow().applications().stream()
                        .anyMatch(application -> application.delta() < 0
                                && !application.held()
                                && isLike(other, application.synchroniser(), kind))
                && !isToldByCallers(other);
    }

    /** Whether all that call the method are known, and have what it gives back. */
    private boolean isToldByCallers(Summary callee) {
        Set<MethodInfo> callers = summaries.graph().callers(callee.method());
        return !callers.isEmpty()
                && !summaries.isLambda(callee.method())
                && !summaries.graph().overridesLibrary(callee.method())
                && callers.stream()
                        .allMatch(
                                caller -> hasWhatCalleeGivesBack(summaries.all().get(caller), callee));
    }

    private boolean hasWhatCalleeGivesBack(@Nullable Summary caller, Summary callee) {
        if (caller == null) {
            return false;
        }
        Code code = caller.flow().code();
        for (int site = 0; site < code.size(); site++) {
            int at = site;
            if (code.at(at) instanceof Call call
                    && summaries.graph().mayRun(call.kind(), call.method(), callee.method())
                    && caller.flow().applications().stream()
                            .noneMatch(application ->
                                    application.at() == at && application.delta() < 0 && application.held())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether other code takes such permits and doesn't give them back itself.
     *
     * @param perhaps whether code counts that does so by a fault of its own
     */
    boolean isTakenByOthers(Summary summary, Value permits, boolean perhaps) {
        LockKind kind = kind(summary, permits);
        if (!kind.isNamed()) {
            return true;
        }
        for (Summary other : users) {
            if (!other.equals(summary) && (takes(other, kind) || perhaps && keeps(other, kind))) {
                return true;
            }
        }
        return custody.isGotten(kind) || isCalledUnderHold(summary, kind);
    }

    /** Whether some method calls this one while it holds such permits for sure. */
    private boolean isCalledUnderHold(Summary summary, LockKind kind) {
        return users.stream()
                .anyMatch(other -> !other.equals(summary)
                        && other.flow().calls().values().stream()
                                .flatMap(Set::stream)
                                .anyMatch(made -> made.held().keySet().stream()
                                                .anyMatch(name -> isLike(other, name, kind))
                                        && other.flow().code().at(made.at()) instanceof Call call
                                        && summaries.graph().mayReach(call.kind(), call.method(), summary.method())));
    }

    /** Whether the method leaves permits to others, or to tasks. */
    private boolean takes(Summary other, LockKind kind) {
        Set<Integer> settled = new HashSet<>();
        Set<Integer> handedOver = new HashSet<>();
        other.flow().discharges().values().forEach(settled::addAll);
        other.flow().partly().values().forEach(settled::addAll);
        other.flow().handOvers().values().forEach(handedOver::addAll);
        other.faults().forEach(fault -> settled.add(fault.site()));
        return other.open().stream()
                        .anyMatch(open -> open.delta() > 0 && open.end().isNormal() && isLike(other, open.lock(), kind))
                || other.flow().applications().stream()
                        .anyMatch(application -> application.delta() > 0
                                && isLike(other, application.synchroniser(), kind)
                                && (handedOver.contains(application.at()) || !settled.contains(application.at())));
    }

    /** Whether the method may end normally with permits that it has taken. */
    private boolean keeps(Summary other, LockKind kind) {
        return other.flow().ends().stream()
                .anyMatch(end -> end.isNormal()
                        && (end.balances().entrySet().stream()
                                        .anyMatch(entry ->
                                                entry.getValue().count() > 0 && isLike(other, entry.getKey(), kind))
                                || end.unsure().stream().anyMatch(name -> isLike(other, name, kind))));
    }
}
