package uses;

import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.recipes.locks.InterProcessLock;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreMutex;

/** Locks that processes share through ZooKeeper. */
final class Curator {
    interface Work {
        void run();

        boolean isDone();
    }

    private final InterProcessMutex mutex;
    private final InterProcessSemaphoreMutex single;
    private final InterProcessReadWriteLock halves;

    Curator(InterProcessMutex mutex, InterProcessSemaphoreMutex single, InterProcessReadWriteLock halves) {
        this.mutex = mutex;
        this.single = single;
        this.halves = halves;
    }

    boolean unlessDone(Work work) throws Exception {
        mutex.acquire(); // expect: LOCK_NOT_RELEASED (high)
        if (work.isDone()) {
            return false;
        }
        mutex.release();
        return true;
    }

    void untilItThrows(Work work) throws Exception {
        single.acquire(); // expect: LOCK_NOT_RELEASED_ON_EXCEPTION
        work.run();
        single.release();
    }

    void inAnyCase(Work work) throws Exception {
        mutex.acquire(1, TimeUnit.SECONDS); // expect: LOCK_ATTEMPT_IGNORED (high)
        try {
            work.run();
        } finally {
            mutex.release();
        }
    }

    void takenInTheTry(Work work) throws Exception {
        try {
            mutex.acquire();
            work.run();
        } finally {
            mutex.release(); // expect: LOCK_RELEASED_NOT_HELD
        }
    }

    void wrongHalf(Work work) throws Exception {
        halves.readLock().acquire();
        try {
            work.run();
        } finally {
            halves.writeLock().release(); // expect: LOCK_WRONG_ONE_RELEASED
        }
    }

    void upgraded(Work work) throws Exception {
        halves.readLock().acquire();
        try {
            halves.writeLock().acquire(); // expect: LOCK_UPGRADED
            try {
                work.run();
            } finally {
                halves.writeLock().release();
            }
        } finally {
            halves.readLock().release();
        }
    }

    boolean asked(InterProcessLock lock, Work work) throws Exception {
        if (!lock.acquire(1, TimeUnit.SECONDS)) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            lock.release();
        }
    }

    void whateverHappens(Work work) throws Exception {
        try {
            mutex.acquire();
            work.run();
        } finally {
            if (mutex.isOwnedByCurrentThread()) {
                mutex.release();
            }
        }
    }

    void again(Work work) throws Exception {
        mutex.acquire();
        try {
            if (mutex.acquire(0, TimeUnit.SECONDS)) {
                try {
                    work.run();
                } finally {
                    mutex.release();
                }
            }
        } finally {
            mutex.release();
        }
    }

    void read(Work work) throws Exception {
        halves.readLock().acquire();
        try {
            work.run();
        } finally {
            halves.readLock().release();
        }
    }
}
