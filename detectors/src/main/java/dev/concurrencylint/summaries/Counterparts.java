package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.LockOperation;
import dev.concurrencylint.program.MethodInfo;
import java.util.List;
import java.util.Locale;

/** The other half of a pair where no caller shows it: what related methods do with the same lock. */
final class Counterparts {
    private static final int SMALL = 60;
    private static final List<String> CLOSING = List.of("close", "stop", "shutdown", "destroy", "dispose", "terminate");

    private final Summaries summaries;

    Counterparts(Summaries summaries) {
        this.summaries = summaries;
    }

    /** A method of the same family of classes that does the opposite, and little else. */
    boolean has(Summary summary, Value lock, int delta) {
        return summaries.all().values().stream().anyMatch(other -> isPeer(other, summary, lock, -delta));
    }

    /** Whether the opposite belongs to another method: one that does the same half as this one, and much less besides. */
    boolean isTaken(Summary summary, Value lock, int delta) {
        return summaries.all().values().stream()
                .anyMatch(other -> !other.equals(summary)
                        && other.method().size() < summary.method().size()
                        && isPeer(other, summary, lock, delta));
    }

    private boolean isPeer(Summary other, Summary summary, Value lock, int delta) {
        return isSmall(other.method())
                && (summary.method().isConstructor()
                        || other.method().visibility() == summary.method().visibility())
                && related(other.method(), summary.method())
                && does(other, lock, delta);
    }

    /** Whether the method can do little else than its half. */
    static boolean isSmall(MethodInfo method) {
        return method.size() <= SMALL;
    }

    private boolean related(MethodInfo a, MethodInfo b) {
        String one = a.ref().owner();
        String two = b.ref().owner();
        return one.equals(two)
                || summaries.program().isSubtype(one, two)
                || summaries.program().isSubtype(two, one);
    }

    private static boolean does(Summary other, Value lock, int delta) {
        for (Open open : other.open()) {
            if (open.end().isNormal()
                    && Integer.signum(open.delta()) == Integer.signum(delta)
                    && open.lock().look().equals(lock.look())) {
                return true;
            }
        }
        return false;
    }

    /** An attempt whose answer is looked at, on a lock that nothing gives back. */
    boolean isGate(Summary summary, int site, Value lock) {
        if (!(summary.flow().code().at(site) instanceof Call call)
                || summaries.operation(call) != LockOperation.ATTEMPT) {
            return false;
        }
        for (Summary other : summaries.all().values()) {
            for (FlowResult.Application application : other.flow().applications()) {
                if (application.delta() < 0
                        && related(other.method(), summary.method())
                        && application.synchroniser().look().equals(lock.look())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** By the convention of names, the end of the object's life. */
    static boolean closes(MethodInfo method) {
        String name = method.ref().name().toLowerCase(Locale.ROOT);
        return CLOSING.stream().anyMatch(name::contains);
    }

    /** Whether the write half is taken for good while other methods use the read half: the object is closed by it. */
    boolean isSealed(Summary summary, Value lock) {
        if (!(lock instanceof Value.View view) || !view.write()) {
            return false;
        }
        boolean read = false;
        for (Summary other : summaries.all().values()) {
            if (!related(other.method(), summary.method())) {
                continue;
            }
            for (FlowResult.Application application : other.flow().applications()) {
                if (application.synchroniser().equals(lock) && application.delta() < 0) {
                    return false;
                }
                read |= application.synchroniser().equals(new Value.View(view.lock(), false));
            }
        }
        return read;
    }
}
