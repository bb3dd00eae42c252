package dev.concurrencylint.summaries;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.facts.ThrowModel;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.LockKind;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.MethodInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Who can have a lock. One that its class makes and keeps is only in the hands of those who read the field: if none of them takes it
 * for others or gives it back for others, nobody does.
 */
final class Custody {
    private final Summaries summaries;

    Custody(Summaries summaries) {
        this.summaries = summaries;
    }

    /**
     * Whether anybody can hold the lock when the method is called. A lock that its class makes and keeps is taken by those who read the
     * field; if none of them calls out to the method while it holds the lock, or leaves it held, nobody does.
     */
    boolean canBeHeld(Summary summary, Value lock) {
        return isOpen(kind(summary, lock))
                || summaries.all().values().stream().anyMatch(other -> why(other, summary, lock, -1) != null);
    }

    /** Whether anybody else can give the lock back: not if its class keeps it and no method gives it back for its callers. */
    boolean canBeGivenBack(Summary summary, Value lock) {
        return isOpen(kind(summary, lock))
                || isHandedOut(summary, lock)
                || summaries.all().values().stream().anyMatch(other -> why(other, summary, lock, 1) != null);
    }

    /** Whether anybody known does the other half; true where the name doesn't tell which lock it is. */
    boolean isAnybody(Summary summary, Value lock, int delta) {
        return !kind(summary, lock).isNamed()
                || delta > 0 && isHandedOut(summary, lock)
                || summaries.all().values().stream().anyMatch(other -> why(other, summary, lock, delta) != null);
    }

    /** Whether the caller is answered the lock itself, or the object to which it belongs. */
    boolean isHandedOut(Summary summary, Value lock) {
        for (Open open : summary.open()) {
            Value answer = open.end().returned();
            if (open.lock().equals(lock) && answer != null && !answer.isConstant() && lock.mentions(answer::equals)) {
                return true;
            }
        }
        return false;
    }

    /** Whether others than the code that reads the field can have the lock. */
    private boolean isOpen(LockKind lock) {
        FieldRef field = lock.field();
        FieldInfo info = field == null ? null : summaries.program().field(field);
        return field == null || info == null || info.isPublic() || !lock.own();
    }

    /** The methods that give such a lock back for their callers; null where the lock's kind is not known. */
    @Nullable
    List<MethodInfo> givers(LockKind lock) {
        if (!lock.isNamed()) {
            return null;
        }
        return summaries.all().values().stream()
                .filter(other -> releasesForCallers(other, lock))
                .map(Summary::method)
                .toList();
    }

    /** The methods that leave such a lock held; null where the lock's kind is not known. */
    @Nullable
    List<MethodInfo> takers(LockKind lock) {
        if (!lock.isNamed()) {
            return null;
        }
        return summaries.all().values().stream()
                .filter(other -> leavesHeld(other, lock))
                .map(Summary::method)
                .toList();
    }

    private boolean leavesHeld(Summary other, LockKind lock) {
        return other.open().stream().anyMatch(open -> open.delta() > 0 && isLike(other, open.lock(), lock))
                || other.flow().applications().stream()
                        .anyMatch(application -> application.delta() > 0
                                && isElement(application.synchroniser())
                                && isLike(other, application.synchroniser(), lock)
                                && other.flow().discharges().values().stream()
                                        .noneMatch(sites -> sites.contains(application.at())));
    }

    /** What lets the other method do the other half for the method, in words. */
    @Nullable
    String why(Summary other, Summary summary, Value name, int delta) {
        LockKind lock = kind(summary, name);
        if (!lock.isNamed()) {
            return null;
        }
        if (other.method().getter() != null
                && lock.field() != null
                && lock.field()
                        .equals(summaries
                                .program()
                                .resolve(other.method().getter().field()))) {
            return "gives the lock away";
        }
        if (delta > 0) {
            if (other.equals(summary)) {
                return null;
            }
            if (releasesForCallers(other, lock)) {
                return "gives it back for its callers";
            }
            return releasesForCallee(other, lock, summary.method()) ? "gives back what it calls take" : null;
        }
        if (leavesHeld(other, lock)) {
            return "leaves it held";
        }
        return callsUnderHold(other, lock, summary.method()) ? "calls the method while it holds it" : null;
    }

    /** Whether the method gives back such a lock that the callee took for it. */
    private boolean releasesForCallee(Summary other, LockKind lock, MethodInfo callee) {
        for (Map.Entry<Integer, SortedSet<Integer>> release :
                other.flow().discharges().entrySet()) {
            boolean sameKind = other.flow().applications().stream()
                    .anyMatch(application ->
                            application.at() == release.getKey() && isLike(other, application.synchroniser(), lock));
            if (sameKind && release.getValue().stream().anyMatch(site -> isTakenBy(other, site, callee))) {
                return true;
            }
        }
        return false;
    }

    private boolean isTakenBy(Summary caller, int site, MethodInfo callee) {
        return !summaries.isOperation(caller.flow().code(), site)
                && caller.flow().code().at(site) instanceof Call call
                && summaries.graph().mayReach(call.kind(), call.method(), callee);
    }

    boolean releasesForCallers(Summary other, LockKind lock) {
        boolean releases = releasesWithoutTaking(other, lock);
        if (releases
                && other.flow().applications().stream()
                        .anyMatch(application -> application.delta() < 0
                                && isElement(application.synchroniser())
                                && isLike(other, application.synchroniser(), lock))) {
            return true;
        }
        for (End end : other.flow().ends()) {
            boolean below = end.balances().entrySet().stream()
                    .anyMatch(entry -> entry.getValue().count() < 0 && isLike(other, entry.getKey(), lock));
            if (below || releases && end.unsure().stream().anyMatch(unsure -> isLike(other, unsure, lock))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the method gives such a lock back and never takes one itself. */
    boolean releasesWithoutTaking(Summary other, LockKind lock) {
        boolean releases = false;
        for (FlowResult.Application application : other.flow().applications()) {
            if (isLike(other, application.synchroniser(), lock)
                    && summaries.isOperation(other.flow().code(), application.at())) {
                if (application.delta() > 0) {
                    return false;
                }
                releases = true;
            }
        }
        return releases;
    }

    private boolean callsUnderHold(Summary holder, LockKind lock, MethodInfo wanted) {
        boolean family = isFamily(holder.method(), wanted);
        for (Map.Entry<Integer, Set<LockKind>> entry : holder.flow().underHold().entrySet()) {
            boolean holds = entry.getValue().stream()
                    .anyMatch(held -> summaries.isLike(held, lock) || family && summaries.mayBe(held, lock));
            if (holds
                    && holder.flow().code().at(entry.getKey()) instanceof Call call
                    && summaries.graph().mayReach(call.kind(), call.method(), wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether code that nobody has seen, which may run what it was given before, is called under such a lock. */
    boolean isUnknownRunUnderHold(Summary summary, Value name) {
        LockKind lock = kind(summary, name);
        for (Summary holder : summaries.all().values()) {
            for (Map.Entry<Integer, Set<LockKind>> entry :
                    holder.flow().underHold().entrySet()) {
                if (holder.flow().code().at(entry.getKey()) instanceof Call call
                        && summaries.graph().targets(call.kind(), call.method()).isEmpty()
                        && entry.getValue().stream().anyMatch(held -> summaries.isLike(held, lock))
                        && mayRunWhatItKnows(call)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a method that makes a lambda of the method takes such a lock, or gives it back. */
    boolean isChangedByMaker(Summary summary, Value name, int delta) {
        LockKind lock = kind(summary, name);
        return summaries.graph().makers(summary.method()).stream()
                .map(summaries.all()::get)
                .anyMatch(maker -> maker != null
                        && maker.flow().applications().stream()
                                .anyMatch(application -> Integer.signum(application.delta()) == delta
                                        && summaries.mayBe(kind(maker, application.synchroniser()), lock)));
    }

    /** Code of others may run what it was given at any call; the platform's only where it is called to, or is given something to run. */
    private boolean mayRunWhatItKnows(Call call) {
        if (summaries.operation(call) != null) {
            return false;
        }
        boolean isPlatform = ThrowModel.isPlatform(call.method().owner());
        if (call.onInterface()
                && (!isPlatform || summaries.isFunctional(call.method().owner()))) {
            return true;
        }
        return call.method().parameterTypes().stream()
                .filter(type -> type.startsWith("L") && !type.equals("Ljava/lang/String;"))
                .anyMatch(type -> !isPlatform || summaries.isFunctional(type.substring(1, type.length() - 1)));
    }

    /** Whether the caller may hold such a lock when it calls the callee; what nobody can name counts in one package only. */
    boolean mayHold(Summary caller, int at, LockKind lock, Summary callee) {
        boolean near = packageOf(caller).equals(packageOf(callee));
        return caller.flow().underHold().getOrDefault(at, Set.of()).stream()
                .anyMatch(held -> summaries.isLike(held, lock) || near && summaries.mayBe(held, lock));
    }

    private static String packageOf(Summary summary) {
        String owner = summary.method().ref().owner();
        return owner.substring(0, owner.lastIndexOf('/') + 1);
    }

    /** Whether the other method's name means such a lock. */
    boolean isLike(Summary other, Value name, LockKind lock) {
        return summaries.isLike(kind(other, name), lock);
    }

    LockKind kind(Summary summary, Value lock) {
        LockKind kind = summaries.kind(summary.method(), lock);
        Value element = kind.isNamed() ? null : element(summary, lock);
        return element == null ? kind : summaries.kind(summary.method(), element);
    }

    /** Whether a method only gives the field's object away: then others may do with it what they like. */
    boolean isGotten(LockKind kind) {
        FieldRef field = kind.field();
        return field != null
                && summaries.all().keySet().stream()
                        .anyMatch(method -> method.getter() != null
                                && field.equals(summaries
                                        .program()
                                        .resolve(method.getter().field())));
    }

    /** Whether the lock is one of an array that the class keeps to itself: then no caller chose it. */
    boolean isOneOfOwn(Summary summary, Value lock) {
        Value element = element(summary, lock);
        FieldRef field = element == null
                ? null
                : summaries.kind(summary.method(), element).field();
        FieldInfo info = field == null ? null : summaries.program().field(field);
        return field != null
                && info != null
                && info.isPrivate()
                && summaries.program().find(field.owner()) != null
                && summaries.all().keySet().stream()
                        .noneMatch(method -> method.getter() != null
                                && field.equals(summaries
                                        .program()
                                        .resolve(method.getter().field())));
    }

    /** The element of an array in a field that the name stands for, perhaps after the turn of a loop; null where it is none. */
    private static @Nullable Value element(Summary summary, Value lock) {
        if (isElement(lock)) {
            return lock;
        }
        for (Open open : summary.open()) {
            if (open.lock().equals(lock)) {
                for (FlowResult.Application application : summary.flow().applications()) {
                    if (application.at() == open.site() && isElement(application.synchroniser())) {
                        return application.synchroniser();
                    }
                }
            }
        }
        return null;
    }

    private static boolean isElement(Value name) {
        Value path = name.synchroniser();
        return path instanceof Value.Element element
                && element.array() instanceof Value.Field field
                && (field.object() == null || field.object().equals(new Value.Parameter(0)));
    }

    /** Whether both methods stand in one top-level class. */
    private static boolean isFamily(MethodInfo a, MethodInfo b) {
        return outermost(a.ref().owner()).equals(outermost(b.ref().owner()));
    }

    private static String outermost(String type) {
        int dollar = type.indexOf('$');
        return dollar < 0 ? type : type.substring(0, dollar);
    }
}
