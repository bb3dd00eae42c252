package dev.concurrencylint.detectors.catalogue;

import dev.concurrencylint.detectors.Detector;
import dev.concurrencylint.detectors.async.AsyncBlocksCommonPool;
import dev.concurrencylint.detectors.async.AsyncBlocksEventLoop;
import dev.concurrencylint.detectors.async.AsyncBlocksNonBlocking;
import dev.concurrencylint.detectors.async.AsyncBlocksStage;
import dev.concurrencylint.detectors.async.AsyncBlocksUi;
import dev.concurrencylint.detectors.async.AsyncFutureNeverCompleted;
import dev.concurrencylint.detectors.async.AsyncPinsCarrier;
import dev.concurrencylint.detectors.async.AsyncWaitsForItself;
import dev.concurrencylint.detectors.locks.LockAttemptIgnored;
import dev.concurrencylint.detectors.locks.LockEmptyBlock;
import dev.concurrencylint.detectors.locks.LockHeldAcrossAsync;
import dev.concurrencylint.detectors.locks.LockNotReleased;
import dev.concurrencylint.detectors.locks.LockNotReleasedOnException;
import dev.concurrencylint.detectors.locks.LockNotShared;
import dev.concurrencylint.detectors.locks.LockOnChangingField;
import dev.concurrencylint.detectors.locks.LockOnLock;
import dev.concurrencylint.detectors.locks.LockOnSharedValue;
import dev.concurrencylint.detectors.locks.LockReleasedNotHeld;
import dev.concurrencylint.detectors.locks.LockStampMisused;
import dev.concurrencylint.detectors.locks.LockStaticByInstance;
import dev.concurrencylint.detectors.locks.LockSyncDroppedInOverride;
import dev.concurrencylint.detectors.locks.LockUpgraded;
import dev.concurrencylint.detectors.locks.LockWrongOneReleased;
import dev.concurrencylint.detectors.monitors.MonitorAwaitWithoutLock;
import dev.concurrencylint.detectors.monitors.MonitorConditionConfused;
import dev.concurrencylint.detectors.monitors.MonitorNakedNotify;
import dev.concurrencylint.detectors.monitors.MonitorNotifyMissing;
import dev.concurrencylint.detectors.monitors.MonitorNotifyOneOfMany;
import dev.concurrencylint.detectors.monitors.MonitorNotifyWithoutLock;
import dev.concurrencylint.detectors.monitors.MonitorSignalWithoutLock;
import dev.concurrencylint.detectors.monitors.MonitorStateExceptionCaught;
import dev.concurrencylint.detectors.monitors.MonitorTimedResultIgnored;
import dev.concurrencylint.detectors.monitors.MonitorUnconditionalWait;
import dev.concurrencylint.detectors.monitors.MonitorWaitNotInLoop;
import dev.concurrencylint.detectors.monitors.MonitorWaitOnThread;
import dev.concurrencylint.detectors.monitors.MonitorWaitWithTwoLocks;
import dev.concurrencylint.detectors.monitors.MonitorWaitWithoutLock;
import dev.concurrencylint.detectors.permits.PermitAttemptIgnored;
import dev.concurrencylint.detectors.permits.PermitCountMismatch;
import dev.concurrencylint.detectors.permits.PermitNotReleased;
import dev.concurrencylint.detectors.permits.PermitNotReleasedOnException;
import dev.concurrencylint.detectors.permits.PermitReleasedNotAcquired;
import dev.concurrencylint.detectors.permits.PermitSecondLeaksFirst;
import dev.concurrencylint.detectors.permits.PermitTakenTwice;
import dev.concurrencylint.detectors.pools.PoolPeriodicTaskDies;
import dev.concurrencylint.detectors.threads.ThreadInterruptLost;
import dev.concurrencylint.detectors.threads.ThreadRunNotStarted;
import dev.concurrencylint.detectors.visibility.VisibilityDoubleChecked;
import dev.concurrencylint.detectors.visibility.VisibilityGuardMissed;
import java.util.List;

/** All detectors, sorted by rule. */
public final class Detectors {
    private static final List<Detector> ALL = List.of(
            new AsyncBlocksCommonPool(),
            new AsyncBlocksEventLoop(),
            new AsyncBlocksNonBlocking(),
            new AsyncBlocksStage(),
            new AsyncBlocksUi(),
            new AsyncFutureNeverCompleted(),
            new AsyncPinsCarrier(),
            new AsyncWaitsForItself(),
            new LockAttemptIgnored(),
            new LockEmptyBlock(),
            new LockHeldAcrossAsync(),
            new LockNotReleased(),
            new LockNotReleasedOnException(),
            new LockNotShared(),
            new LockOnChangingField(),
            new LockOnLock(),
            new LockOnSharedValue(),
            new LockReleasedNotHeld(),
            new LockStampMisused(),
            new LockStaticByInstance(),
            new LockSyncDroppedInOverride(),
            new LockUpgraded(),
            new LockWrongOneReleased(),
            new MonitorAwaitWithoutLock(),
            new MonitorConditionConfused(),
            new MonitorNakedNotify(),
            new MonitorNotifyMissing(),
            new MonitorNotifyOneOfMany(),
            new MonitorNotifyWithoutLock(),
            new MonitorSignalWithoutLock(),
            new MonitorStateExceptionCaught(),
            new MonitorTimedResultIgnored(),
            new MonitorUnconditionalWait(),
            new MonitorWaitNotInLoop(),
            new MonitorWaitOnThread(),
            new MonitorWaitWithoutLock(),
            new MonitorWaitWithTwoLocks(),
            new PermitAttemptIgnored(),
            new PermitCountMismatch(),
            new PermitNotReleased(),
            new PermitNotReleasedOnException(),
            new PermitReleasedNotAcquired(),
            new PermitSecondLeaksFirst(),
            new PermitTakenTwice(),
            new PoolPeriodicTaskDies(),
            new ThreadInterruptLost(),
            new ThreadRunNotStarted(),
            new VisibilityDoubleChecked(),
            new VisibilityGuardMissed());

    private Detectors() {}

    /** Sorted by rule id. */
    public static List<Detector> all() {
        return ALL;
    }
}
