package uses;

import java.util.concurrent.TimeUnit;
import org.redisson.api.RFencedLock;
import org.redisson.api.RLock;
import org.redisson.api.RPermitExpirableSemaphore;
import org.redisson.api.RRateLimiter;
import org.redisson.api.RReadWriteLock;
import org.redisson.api.RSemaphore;
import org.redisson.api.RedissonClient;

/** Locks, semaphores and a rate limiter that many processes share. */
final class Redisson {
    interface Work {
        void run();

        boolean isDone();
    }

    static final class Locked {
        private final RLock lock;
        private final RFencedLock fenced;
        private final RReadWriteLock halves;

        Locked(RedissonClient client) {
            lock = client.getLock("lock");
            fenced = client.getFencedLock("fenced");
            halves = client.getReadWriteLock("halves");
        }

        boolean unlessDone(Work work) {
            lock.lock(10, TimeUnit.SECONDS); // expect: LOCK_NOT_RELEASED (high)
            if (work.isDone()) {
                return false;
            }
            lock.unlock();
            return true;
        }

        void untilItThrows(Work work) throws InterruptedException {
            lock.lockInterruptibly(10, TimeUnit.SECONDS); // expect: LOCK_NOT_RELEASED_ON_EXCEPTION
            work.run();
            lock.unlock();
        }

        void inAnyCase(Work work) throws InterruptedException {
            lock.tryLock(1, 10, TimeUnit.SECONDS); // expect: LOCK_ATTEMPT_IGNORED (high)
            try {
                work.run();
            } finally {
                lock.unlock();
            }
        }

        void takenInTheTry(Work work) throws InterruptedException {
            try {
                lock.lockInterruptibly();
                work.run();
            } finally {
                lock.unlock(); // expect: LOCK_RELEASED_NOT_HELD
            }
        }

        void tokenInAnyCase(Work work) {
            Long token = fenced.tryLockAndGetToken();
            try {
                work.run();
            } finally {
                fenced.unlock(); // expect: LOCK_RELEASED_NOT_HELD
            }
            System.out.println(token);
        }

        void wrongHalf(Work work) {
            halves.readLock().lock();
            try {
                work.run();
            } finally {
                halves.writeLock().unlock(); // expect: LOCK_WRONG_ONE_RELEASED
            }
        }

        boolean asked(Work work) throws InterruptedException {
            if (!lock.tryLock(1, 10, TimeUnit.SECONDS)) {
                return false;
            }
            try {
                work.run();
                return true;
            } finally {
                lock.unlock();
            }
        }

        void leased(Work work) {
            lock.lock(10, TimeUnit.SECONDS);
            try {
                work.run();
            } finally {
                if (lock.isLocked() && lock.isHeldByCurrentThread()) {
                    lock.unlock();
                }
            }
        }

        void forced(Work work) {
            lock.lock();
            try {
                work.run();
            } finally {
                lock.forceUnlock();
            }
        }

        boolean withToken(Work work) {
            Long token = fenced.tryLockAndGetToken();
            if (token == null) {
                return false;
            }
            try {
                work.run();
                return true;
            } finally {
                fenced.unlock();
            }
        }

        void read(Work work) {
            halves.readLock().lock();
            try {
                work.run();
            } finally {
                halves.readLock().unlock();
            }
        }
    }

    static final class Counted {
        private final RRateLimiter limiter;

        Counted(RedissonClient client) {
            limiter = client.getRateLimiter("limiter");
        }

        boolean unlessDone(RSemaphore semaphore, Work work) throws InterruptedException {
            semaphore.acquire(2); // expect: PERMIT_NOT_RELEASED
            if (work.isDone()) {
                return false;
            }
            semaphore.release(2);
            return true;
        }

        void untilItThrows(RSemaphore semaphore, Work work) throws InterruptedException {
            semaphore.acquire(); // expect: PERMIT_NOT_RELEASED_ON_EXCEPTION
            work.run();
            semaphore.release();
        }

        void inAnyCase(RSemaphore semaphore, Work work) {
            semaphore.tryAcquire(); // expect: PERMIT_ATTEMPT_IGNORED
            try {
                work.run();
            } finally {
                semaphore.release();
            }
        }

        void fewer(RSemaphore semaphore, Work work) throws InterruptedException {
            semaphore.acquire(3);
            try {
                work.run();
            } finally {
                semaphore.release(2); // expect: PERMIT_COUNT_MISMATCH
            }
        }

        boolean namedUnlessDone(RPermitExpirableSemaphore named, Work work) throws InterruptedException {
            String permit = named.acquire(10, TimeUnit.SECONDS); // expect: PERMIT_NOT_RELEASED
            if (work.isDone()) {
                return false;
            }
            named.release(permit);
            return true;
        }

        void limitInAnyCase(Work work) {
            limiter.tryAcquire(1, 500, TimeUnit.MILLISECONDS); // expect: PERMIT_ATTEMPT_IGNORED (medium)
            work.run();
        }

        boolean asked(RSemaphore semaphore, Work work) throws InterruptedException {
            if (!semaphore.tryAcquire(1, TimeUnit.SECONDS)) {
                return false;
            }
            try {
                work.run();
                return true;
            } finally {
                semaphore.release();
            }
        }

        void more(RSemaphore semaphore, int permits) {
            semaphore.addPermits(permits);
        }

        boolean namedIfAny(RPermitExpirableSemaphore named, Work work) {
            String permit = named.tryAcquire();
            if (permit == null) {
                return false;
            }
            try {
                work.run();
                return true;
            } finally {
                named.release(permit);
            }
        }

        void limited(Work work) {
            limiter.acquire();
            if (limiter.tryAcquire(2)) {
                work.run();
            }
        }
    }
}
