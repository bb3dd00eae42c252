package uses;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;

/** Locks by key. */
final class SpringIntegration {
    interface Work {
        void run();

        boolean isDone();
    }

    private final LockRegistry registry;
    private final DefaultLockRegistry own = new DefaultLockRegistry();

    SpringIntegration(LockRegistry registry) {
        this.registry = registry;
    }

    boolean unlessDone(String key, Work work) {
        registry.obtain(key).lock(); // expect: LOCK_NOT_RELEASED
        if (work.isDone()) {
            return false;
        }
        registry.obtain(key).unlock();
        return true;
    }

    void untilItThrows(String key, Work work) {
        Lock lock = registry.obtain(key);
        lock.lock(); // expect: LOCK_NOT_RELEASED_ON_EXCEPTION
        work.run();
        lock.unlock();
    }

    void inAnyCase(String key, Work work) throws InterruptedException {
        own.obtain(key).tryLock(1, TimeUnit.SECONDS); // expect: LOCK_ATTEMPT_IGNORED
        try {
            work.run();
        } finally {
            own.obtain(key).unlock();
        }
    }

    void askedTwice(String key, Work work) {
        registry.obtain(key).lock();
        try {
            work.run();
        } finally {
            registry.obtain(key).unlock();
        }
    }

    boolean asked(String key, Work work) throws InterruptedException {
        Lock lock = own.obtain(key);
        if (!lock.tryLock(1, TimeUnit.SECONDS)) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void executed(String key, Work work) throws Exception {
        registry.executeLocked(key, work::run);
        registry.executeLocked(key, Duration.ofSeconds(1), work::run);
    }
}
