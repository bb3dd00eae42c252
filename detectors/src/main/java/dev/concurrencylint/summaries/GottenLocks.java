package dev.concurrencylint.summaries;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.Value;
import java.util.Objects;
import java.util.Set;

/** Locks that a method asks another object of the program for, such as one of many by a key. */
final class GottenLocks {
    private final Summaries summaries;
    private final Custody custody;

    GottenLocks(Summaries summaries, Custody custody) {
        this.summaries = summaries;
        this.custody = custody;
    }

    /**
     * Whether the method asks another one for the lock, and nobody else does the other half with a lock from there: none gives back what
     * it did not take, or leaves it held, or calls the method while it holds it.
     */
    boolean areOfOneMethod(Summary summary, Value name, int delta) {
        MethodRef getter =
                name.synchroniser() instanceof Value.Result result && result.at() >= 0 ? result.method() : null;
        if (getter == null
                || summaries.events().of(getter) != null
                || getter.owner().equals(summary.method().ref().owner())
                || summaries.graph().targets(CallKind.VIRTUAL, getter).isEmpty()
                || custody.isHandedOut(summary, name)) {
            return false; // nobody knows what it answers, it is a field of the class, or the caller is answered it
        }
        return summaries.all().values().stream()
                .noneMatch(other -> !other.equals(summary) && mayDoOtherHalf(other, summary, getter, delta));
    }

    private boolean mayDoOtherHalf(Summary other, Summary summary, MethodRef getter, int delta) {
        if (delta > 0) {
            return other.flow().applications().stream()
                    .anyMatch(application -> application.delta() < 0
                            && !application.held()
                            && isFrom(application.synchroniser(), getter));
        }
        return other.open().stream().anyMatch(open -> open.delta() > 0 && isFrom(open.lock(), getter))
                || other.flow().calls().values().stream()
                        .flatMap(Set::stream)
                        .anyMatch(made -> isHeldFrom(made, getter)
                                && other.flow().code().at(made.at()) instanceof Call call
                                && summaries.graph().mayReach(call.kind(), call.method(), summary.method()));
    }

    private boolean isHeldFrom(FlowResult.CallMade made, MethodRef getter) {
        return made.held().keySet().stream().anyMatch(held -> isFrom(held, getter))
                || made.perhaps().stream().anyMatch(held -> isFrom(held, getter));
    }

    private boolean isFrom(Value lock, MethodRef getter) {
        return lock.synchroniser() instanceof Value.Result result
                && result.method().name().equals(getter.name())
                && Objects.equals(
                        summaries.program().resolve(result.method()),
                        summaries.program().resolve(getter));
    }
}
