package dev.concurrencylint.claims;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Another thread that has taken all locks and permits, until it is told to give them back. */
final class Taken {
    private final CountDownLatch taken = new CountDownLatch(1);
    private final CountDownLatch wanted = new CountDownLatch(1);
    private final Thread thread;

    private Taken(Collection<Object> synchronisers) {
        thread = new Thread(() -> {
            List<Runnable> returns = new ArrayList<>();
            synchronisers.forEach(each -> take(each, returns));
            taken.countDown();
            await(wanted);
            Collections.reverse(returns);
            returns.forEach(Runnable::run);
        });
        thread.setDaemon(true);
    }

    /** All that are free. */
    static Taken all(Collection<Object> synchronisers) {
        Taken all = new Taken(synchronisers);
        all.thread.start();
        await(all.taken);
        return all;
    }

    void giveBack() {
        wanted.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void take(Object synchroniser, List<Runnable> returns) {
        if (synchroniser instanceof ReentrantLock lock) {
            if (lock.tryLock()) {
                returns.add(lock::unlock);
            }
        } else if (synchroniser instanceof ReentrantReadWriteLock lock) {
            if (lock.writeLock().tryLock()) {
                returns.add(lock.writeLock()::unlock);
            }
        } else if (synchroniser instanceof StampedLock lock) {
            long stamp = lock.tryWriteLock();
            if (stamp != 0) {
                returns.add(() -> lock.unlockWrite(stamp));
            }
        } else if (synchroniser instanceof Semaphore semaphore) {
            int permits = semaphore.drainPermits();
            returns.add(() -> semaphore.release(permits));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
