package dev.concurrencylint.rules.catalogue;

import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.async.AsyncBlocksCommonPool;
import dev.concurrencylint.rules.async.AsyncBlocksEventLoop;
import dev.concurrencylint.rules.async.AsyncBlocksNonBlocking;
import dev.concurrencylint.rules.async.AsyncBlocksStage;
import dev.concurrencylint.rules.async.AsyncBlocksUi;
import dev.concurrencylint.rules.async.AsyncFutureNeverCompleted;
import dev.concurrencylint.rules.async.AsyncPinsCarrier;
import dev.concurrencylint.rules.async.AsyncWaitsForItself;
import dev.concurrencylint.rules.locks.LockAttemptIgnored;
import dev.concurrencylint.rules.locks.LockEmptyBlock;
import dev.concurrencylint.rules.locks.LockHeldAcrossAsync;
import dev.concurrencylint.rules.locks.LockNotReleased;
import dev.concurrencylint.rules.locks.LockNotReleasedOnException;
import dev.concurrencylint.rules.locks.LockNotShared;
import dev.concurrencylint.rules.locks.LockOnChangingField;
import dev.concurrencylint.rules.locks.LockOnLock;
import dev.concurrencylint.rules.locks.LockOnSharedValue;
import dev.concurrencylint.rules.locks.LockReleasedNotHeld;
import dev.concurrencylint.rules.locks.LockStampMisused;
import dev.concurrencylint.rules.locks.LockStaticByInstance;
import dev.concurrencylint.rules.locks.LockSyncDroppedInOverride;
import dev.concurrencylint.rules.locks.LockUpgraded;
import dev.concurrencylint.rules.locks.LockWrongOneReleased;
import dev.concurrencylint.rules.monitors.MonitorAwaitWithoutLock;
import dev.concurrencylint.rules.monitors.MonitorConditionConfused;
import dev.concurrencylint.rules.monitors.MonitorNakedNotify;
import dev.concurrencylint.rules.monitors.MonitorNotifyMissing;
import dev.concurrencylint.rules.monitors.MonitorNotifyOneOfMany;
import dev.concurrencylint.rules.monitors.MonitorNotifyWithoutLock;
import dev.concurrencylint.rules.monitors.MonitorSignalWithoutLock;
import dev.concurrencylint.rules.monitors.MonitorStateExceptionCaught;
import dev.concurrencylint.rules.monitors.MonitorTimedResultIgnored;
import dev.concurrencylint.rules.monitors.MonitorUnconditionalWait;
import dev.concurrencylint.rules.monitors.MonitorWaitNotInLoop;
import dev.concurrencylint.rules.monitors.MonitorWaitOnThread;
import dev.concurrencylint.rules.monitors.MonitorWaitWithTwoLocks;
import dev.concurrencylint.rules.monitors.MonitorWaitWithoutLock;
import dev.concurrencylint.rules.permits.PermitAttemptIgnored;
import dev.concurrencylint.rules.permits.PermitCountMismatch;
import dev.concurrencylint.rules.permits.PermitNotReleased;
import dev.concurrencylint.rules.permits.PermitNotReleasedOnException;
import dev.concurrencylint.rules.permits.PermitReleasedNotAcquired;
import dev.concurrencylint.rules.permits.PermitSecondLeaksFirst;
import dev.concurrencylint.rules.permits.PermitTakenTwice;
import dev.concurrencylint.rules.pools.PoolPeriodicTaskDies;
import dev.concurrencylint.rules.threads.ThreadInterruptLost;
import dev.concurrencylint.rules.threads.ThreadRunNotStarted;
import dev.concurrencylint.rules.visibility.VisibilityDoubleChecked;
import dev.concurrencylint.rules.visibility.VisibilityGuardMissed;
import java.util.List;
import java.util.Optional;

/** All rules, sorted by id. */
public final class Catalogue {
    private static final List<Rule> RULES = List.of(
            AsyncBlocksCommonPool.RULE,
            AsyncBlocksEventLoop.RULE,
            AsyncBlocksNonBlocking.RULE,
            AsyncBlocksStage.RULE,
            AsyncBlocksUi.RULE,
            AsyncFutureNeverCompleted.RULE,
            AsyncPinsCarrier.RULE,
            AsyncWaitsForItself.RULE,
            LockAttemptIgnored.RULE,
            LockEmptyBlock.RULE,
            LockHeldAcrossAsync.RULE,
            LockNotReleased.RULE,
            LockNotReleasedOnException.RULE,
            LockNotShared.RULE,
            LockOnChangingField.RULE,
            LockOnLock.RULE,
            LockOnSharedValue.RULE,
            LockReleasedNotHeld.RULE,
            LockStampMisused.RULE,
            LockStaticByInstance.RULE,
            LockSyncDroppedInOverride.RULE,
            LockUpgraded.RULE,
            LockWrongOneReleased.RULE,
            MonitorAwaitWithoutLock.RULE,
            MonitorConditionConfused.RULE,
            MonitorNakedNotify.RULE,
            MonitorNotifyMissing.RULE,
            MonitorNotifyOneOfMany.RULE,
            MonitorNotifyWithoutLock.RULE,
            MonitorSignalWithoutLock.RULE,
            MonitorStateExceptionCaught.RULE,
            MonitorTimedResultIgnored.RULE,
            MonitorUnconditionalWait.RULE,
            MonitorWaitNotInLoop.RULE,
            MonitorWaitOnThread.RULE,
            MonitorWaitWithoutLock.RULE,
            MonitorWaitWithTwoLocks.RULE,
            PermitAttemptIgnored.RULE,
            PermitCountMismatch.RULE,
            PermitNotReleased.RULE,
            PermitNotReleasedOnException.RULE,
            PermitReleasedNotAcquired.RULE,
            PermitSecondLeaksFirst.RULE,
            PermitTakenTwice.RULE,
            PoolPeriodicTaskDies.RULE,
            ThreadInterruptLost.RULE,
            ThreadRunNotStarted.RULE,
            VisibilityDoubleChecked.RULE,
            VisibilityGuardMissed.RULE);

    private Catalogue() {}

    /** Sorted by id. */
    public static List<Rule> rules() {
        return RULES;
    }

    /** The rule of that id, upper or lower case. */
    public static Optional<Rule> find(String id) {
        return RULES.stream().filter(rule -> rule.id().equalsIgnoreCase(id)).findFirst();
    }
}
