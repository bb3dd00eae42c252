package uses;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.ratelimiter.RateLimiter;

/** Bulkheads and rate limiters. */
final class Resilience4j {
    interface Work {
        void run();

        boolean isDone();
    }

    private final RateLimiter limiter;

    Resilience4j(RateLimiter limiter) {
        this.limiter = limiter;
    }

    boolean unlessDone(Bulkhead bulkhead, Work work) {
        bulkhead.acquirePermission(); // expect: PERMIT_NOT_RELEASED
        if (work.isDone()) {
            return false;
        }
        bulkhead.onComplete();
        return true;
    }

    void untilItThrows(Bulkhead bulkhead, Work work) {
        bulkhead.acquirePermission(); // expect: PERMIT_NOT_RELEASED_ON_EXCEPTION
        work.run();
        bulkhead.onComplete();
    }

    void inAnyCase(Bulkhead bulkhead, Work work) {
        bulkhead.tryAcquirePermission(); // expect: PERMIT_ATTEMPT_IGNORED
        try {
            work.run();
        } finally {
            bulkhead.onComplete();
        }
    }

    void takenInTheTry(Bulkhead bulkhead, Work work) {
        try {
            bulkhead.acquirePermission();
            work.run();
        } finally {
            bulkhead.onComplete(); // expect: PERMIT_RELEASED_NOT_ACQUIRED
        }
    }

    void limitInAnyCase(Work work) {
        limiter.acquirePermission(); // expect: PERMIT_ATTEMPT_IGNORED (medium)
        work.run();
    }

    boolean asked(Bulkhead bulkhead, Work work) {
        if (!bulkhead.tryAcquirePermission()) {
            return false;
        }
        try {
            if (work.isDone()) {
                bulkhead.releasePermission();
                return true;
            }
        } catch (RuntimeException e) {
            bulkhead.releasePermission();
            throw e;
        }
        try {
            work.run();
        } finally {
            bulkhead.onComplete();
        }
        return true;
    }

    boolean refused(Bulkhead bulkhead, Work work) {
        try {
            bulkhead.acquirePermission();
        } catch (BulkheadFullException e) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            bulkhead.onComplete();
        }
    }

    boolean limited(Work work) {
        if (!limiter.acquirePermission(2)) {
            return false;
        }
        work.run();
        return true;
    }

    void limitedOrThrows(Work work) {
        RateLimiter.waitForPermission(limiter);
        work.run();
    }
}
