package uses;

import com.hazelcast.cp.ISemaphore;
import com.hazelcast.cp.lock.FencedLock;
import java.util.concurrent.TimeUnit;

/** Locks and semaphores of a cluster. */
final class Hazelcast {
    interface Work {
        void run(long fence);

        boolean isDone();
    }

    private final FencedLock lock;

    Hazelcast(FencedLock lock) {
        this.lock = lock;
    }

    boolean unlessDone(Work work) {
        long fence = lock.lockAndGetFence(); // expect: LOCK_NOT_RELEASED (high)
        if (work.isDone()) {
            return fence > 0;
        }
        lock.unlock();
        return true;
    }

    void untilItThrows(Work work) {
        work.run(0);
        long fence = lock.lockAndGetFence(); // expect: LOCK_NOT_RELEASED_ON_EXCEPTION
        work.run(fence);
        lock.unlock();
    }

    void inAnyCase(Work work) {
        lock.tryLockAndGetFence(1, TimeUnit.SECONDS); // expect: LOCK_ATTEMPT_IGNORED (high)
        try {
            work.run(1);
        } finally {
            lock.unlock();
        }
    }

    void testedTheWrongWay(Work work) {
        long fence = lock.tryLockAndGetFence(); // expect: LOCK_NOT_RELEASED
        if (fence == FencedLock.INVALID_FENCE) {
            work.run(fence);
            lock.unlock();
        }
    }

    boolean withFence(Work work) {
        long fence = lock.tryLockAndGetFence();
        if (fence == FencedLock.INVALID_FENCE) {
            return false;
        }
        try {
            work.run(fence);
            return true;
        } finally {
            lock.unlock();
        }
    }

    void fenced(Work work) {
        long fence = lock.tryLockAndGetFence(1, TimeUnit.SECONDS);
        if (fence != FencedLock.INVALID_FENCE) {
            try {
                work.run(fence);
            } finally {
                lock.unlock();
            }
        }
    }

    void unlessLost(Work work) {
        long fence = lock.lockAndGetFence();
        try {
            work.run(fence);
        } finally {
            if (lock.isLockedByCurrentThread()) {
                lock.unlock();
            }
        }
    }

    boolean permitUnlessDone(ISemaphore semaphore, Work work) throws InterruptedException {
        semaphore.acquire(); // expect: PERMIT_NOT_RELEASED
        if (work.isDone()) {
            return false;
        }
        semaphore.release();
        return true;
    }

    void permitUntilItThrows(ISemaphore semaphore, Work work) throws InterruptedException {
        semaphore.acquire(2); // expect: PERMIT_NOT_RELEASED_ON_EXCEPTION
        work.run(2);
        semaphore.release(2);
    }

    void permitInAnyCase(ISemaphore semaphore, Work work) throws InterruptedException {
        semaphore.tryAcquire(2, 1, TimeUnit.SECONDS); // expect: PERMIT_ATTEMPT_IGNORED
        try {
            work.run(2);
        } finally {
            semaphore.release(2);
        }
    }

    boolean permitIfAny(ISemaphore semaphore, Work work) {
        if (!semaphore.tryAcquire()) {
            return false;
        }
        try {
            work.run(1);
            return true;
        } finally {
            semaphore.release();
        }
    }

    void resized(ISemaphore semaphore, int permits) {
        if (permits > 0) {
            semaphore.increasePermits(permits);
        } else {
            semaphore.reducePermits(-permits);
        }
    }
}
