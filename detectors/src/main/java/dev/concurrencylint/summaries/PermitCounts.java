package dev.concurrencylint.summaries;

import dev.concurrencylint.flow.Environment;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.flow.Kinds;
import dev.concurrencylint.flow.LockKind;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.LockOperation;
import dev.concurrencylint.models.Protocol;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;

/** How the numbers of permits that a method takes and gives back go together. */
final class PermitCounts {
    private final FlowResult flow;
    private final SortedMap<Integer, LockOperation> operations;
    private final Environment environment;
    private final Kinds kinds;

    PermitCounts(FlowResult flow, SortedMap<Integer, LockOperation> operations, Environment environment, Kinds kinds) {
        this.flow = flow;
        this.operations = operations;
        this.environment = environment;
        this.kinds = kinds;
    }

    /** Whether the release gives back what was taken, and more: so many more. */
    boolean isMore(Value besides, int site) {
        return besides instanceof Value.Permits more
                && flow.applications().stream()
                        .anyMatch(application -> application.at() == site
                                && application.delta() < 0
                                && application.synchroniser() instanceof Value.Permits given
                                && !given.amount().look().equals(more.amount().look()));
    }

    /** The release that gives back a part of what was taken at the site, and leaves so much; -1 for none. */
    int partlyReleasedAt(Value rest, int site) {
        if (!(rest instanceof Value.Permits left) || isAmountOf(site, left.amount())) {
            return -1;
        }
        for (Map.Entry<Integer, SortedSet<Integer>> release : flow.partly().entrySet()) {
            if (release.getValue().contains(site)) {
                return release.getKey();
            }
        }
        return -1;
    }

    private boolean isAmountOf(int site, Value amount) {
        return flow.applications().stream()
                .anyMatch(application -> application.at() == site
                        && application.delta() > 0
                        && application.synchroniser() instanceof Value.Permits taken
                        && taken.amount().equals(amount));
    }

    /** Whether the permit is kept because another one, which the method asked for after it, was not got. */
    boolean isSecond(Value permits, int site, End end) {
        return permits instanceof Value.Permits
                && end.failedAttempts().stream().anyMatch(at -> at > site && takesPermits(at));
    }

    /** Whether the exception says that permits are not to be had. */
    boolean isForWantOfPermits(End end) {
        return !end.origins().isEmpty() && end.origins().stream().allMatch(this::takesPermits);
    }

    private boolean takesPermits(int at) {
        LockOperation operation = operations.get(at);
        return operation == null
                ? flow.applications().stream()
                        .anyMatch(application -> application.at() == at
                                && application.delta() > 0
                                && application.synchroniser() instanceof Value.Permits)
                : operation.protocol() == Protocol.PERMIT;
    }

    /** Whether the method has made the semaphore, and an exception takes it out of everybody's reach. */
    static boolean isGone(End end, Value lock) {
        return !end.isNormal() && lock instanceof Value.Permits && lock.synchroniser() instanceof Value.Fresh;
    }

    /** Whether the permits leave in an object that gives such back. */
    boolean isLeftToGuard(End end, Value lock) {
        return lock instanceof Value.Permits permits && end.isNormal() && isGuard(end, permits);
    }

    private boolean isGuard(End end, Value.Permits permits) {
        Value guard = end.returned();
        if (guard instanceof Value.Lambda lambda) {
            return !environment.givenBack(lambda.kind(), lambda.body()).isEmpty();
        }
        if (!(guard instanceof Value.Fresh object)) {
            return false;
        }
        LockKind kind = kinds.of(permits);
        return environment.givenBackBy(object.type()).stream()
                .map(kinds::of)
                .anyMatch(given -> given.mayBe(kind, environment));
    }
}
