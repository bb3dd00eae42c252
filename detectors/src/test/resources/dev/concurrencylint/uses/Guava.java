package uses;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.Monitor;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.RateLimiter;
import com.google.common.util.concurrent.Striped;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;

/** Monitors, striped locks and rate limiters. */
final class Guava {
    interface Work {
        void run(String key);
    }

    /** A guard belongs to the monitor that made it. */
    static final class Guards {
        private final Monitor in = new Monitor();
        private final Monitor out = new Monitor();
        private final Monitor.Guard filled = in.newGuard(() -> this.size > 0);
        private int size;

        void outside() throws InterruptedException {
            in.waitFor(filled); // expect: MONITOR_AWAIT_WITHOUT_LOCK (medium)
        }

        int afterLeaving() {
            in.enter();
            int seen = size;
            in.leave();
            in.waitForUninterruptibly(filled); // expect: MONITOR_AWAIT_WITHOUT_LOCK (high)
            return seen;
        }

        boolean inTheOther() throws InterruptedException {
            out.enter();
            try {
                return in.waitFor(filled, 1, TimeUnit.SECONDS); // expect: MONITOR_AWAIT_WITHOUT_LOCK (high)
            } finally {
                out.leave();
            }
        }

        void take() throws InterruptedException {
            in.enter();
            try {
                in.waitFor(filled);
                size--;
            } finally {
                in.leave();
            }
        }

        private void awaitFilled() {
            in.waitForUninterruptibly(filled);
        }

        void takeWithAHelper() {
            in.enter();
            try {
                awaitFilled();
                size--;
            } finally {
                in.leave();
            }
        }

        /** Leaving wakes those whose guards have become true: nothing is to be signalled. */
        void put() {
            in.enter();
            try {
                size++;
            } finally {
                in.leave();
            }
        }

        void givenAGuard(Monitor monitor, Monitor.Guard guard) throws InterruptedException {
            monitor.waitFor(guard);
        }
    }

    static final class Counter {
        private final Monitor monitor = new Monitor();
        private final Monitor.Guard positive = monitor.newGuard(() -> this.count > 0);
        private final Queue<String> names = new ArrayDeque<>();
        private int count;

        int addUnlessFull() {
            monitor.enter(); // expect: LOCK_NOT_RELEASED (high)
            if (count > 9) {
                return -1;
            }
            int now = ++count;
            monitor.leave();
            return now;
        }

        void tell(Work work) {
            monitor.enter(); // expect: LOCK_NOT_RELEASED_ON_EXCEPTION
            work.run("one");
            monitor.leave();
        }

        int awaitWithoutFinally() throws InterruptedException {
            monitor.enter(); // expect: LOCK_NOT_RELEASED_ON_EXCEPTION
            monitor.waitFor(positive);
            int now = --count;
            monitor.leave();
            return now;
        }

        void takeInAnyCase() {
            monitor.tryEnterIf(positive); // expect: LOCK_ATTEMPT_IGNORED (high)
            try {
                count--;
            } finally {
                monitor.leave();
            }
        }

        void enteredInTheTry() throws InterruptedException {
            try {
                monitor.enterWhen(positive);
                count--;
            } finally {
                monitor.leave(); // expect: LOCK_RELEASED_NOT_HELD
            }
        }

        int take() throws InterruptedException {
            monitor.enterWhen(positive);
            try {
                return --count;
            } finally {
                monitor.leave();
            }
        }

        boolean takeWithin(long millis) throws InterruptedException {
            if (!monitor.enterWhen(positive, millis, TimeUnit.MILLISECONDS)) {
                return false;
            }
            try {
                monitor.waitFor(positive);
                count--;
                return true;
            } finally {
                monitor.leave();
            }
        }

        boolean takeIf() {
            if (monitor.enterIf(positive)) {
                try {
                    count--;
                    return true;
                } finally {
                    monitor.leave();
                }
            }
            return false;
        }

        void leaveIfInside() {
            if (monitor.isOccupiedByCurrentThread()) {
                monitor.leave();
            }
        }

        void again(String name) {
            monitor.enter();
            try {
                if (monitor.tryEnter()) {
                    try {
                        names.add(name);
                    } finally {
                        monitor.leave();
                    }
                }
            } finally {
                monitor.leave();
            }
        }
    }

    static final class ByKey {
        private final Striped<Lock> locks = Striped.lock(16);
        private final Striped<ReadWriteLock> halves = Striped.readWriteLock(16);
        private final Striped<Semaphore> slots = Striped.semaphore(16, 4);

        int unlessEmpty(String key) {
            locks.get(key).lock(); // expect: LOCK_NOT_RELEASED
            if (key.isEmpty()) {
                return 0;
            }
            int length = key.length();
            locks.get(key).unlock();
            return length;
        }

        void untilItThrows(String key, Work work) {
            locks.get(key).lock(); // expect: LOCK_NOT_RELEASED_ON_EXCEPTION
            work.run(key);
            locks.get(key).unlock();
        }

        void inAnyCase(String key, Work work) {
            slots.get(key).tryAcquire(); // expect: PERMIT_ATTEMPT_IGNORED
            try {
                work.run(key);
            } finally {
                slots.get(key).release();
            }
        }

        void askedTwice(String key, Work work) {
            locks.get(key).lock();
            try {
                work.run(key);
            } finally {
                locks.get(key).unlock();
            }
        }

        void bothHalves(String key, Work work) {
            Lock write = halves.get(key).writeLock();
            write.lock();
            try {
                work.run(key);
            } finally {
                write.unlock();
            }
            halves.get(key).readLock().lock();
            try {
                work.run(key);
            } finally {
                halves.get(key).readLock().unlock();
            }
        }
    }

    static final class Limited {
        private final RateLimiter limiter = RateLimiter.create(5);

        void inAnyCase(Work work) {
            limiter.tryAcquire(2, 1, TimeUnit.SECONDS); // expect: PERMIT_ATTEMPT_IGNORED (medium)
            work.run("two");
        }

        void kept(Work work) {
            boolean granted = limiter.tryAcquire(); // expect: PERMIT_ATTEMPT_IGNORED (medium)
            work.run("one");
        }

        void waits(Work work) {
            limiter.acquire();
            work.run("one");
        }

        double tellsHowLong(Work work) {
            double waited = limiter.acquire(3);
            work.run("three");
            return waited;
        }

        boolean asks(Work work) {
            if (!limiter.tryAcquire()) {
                return false;
            }
            work.run("one");
            return true;
        }
    }

    /** Functions and callbacks of futures. */
    static final class Chains {
        private final Executor workers = Executors.newFixedThreadPool(4);

        ListenableFuture<String> direct(ListenableFuture<String> key, Future<String> other) {
            return Futures.transform(
                    key,
                    found -> found + Futures.getUnchecked(other), // expect: ASYNC_BLOCKS_STAGE
                    MoreExecutors.directExecutor());
        }

        ListenableFuture<String> elsewhere(ListenableFuture<String> key, Future<String> other) {
            return Futures.transform(key, found -> found + Futures.getUnchecked(other), workers);
        }

        void callback(ListenableFuture<String> key) {
            Futures.addCallback(
                    key,
                    new FutureCallback<String>() {
                        @Override
                        public void onSuccess(String found) {
                            Uninterruptibles.sleepUninterruptibly(1, TimeUnit.SECONDS); // expect: ASYNC_BLOCKS_STAGE
                        }

                        @Override
                        public void onFailure(Throwable failure) {}
                    },
                    MoreExecutors.directExecutor());
        }

        /** The future is done when its listener runs. */
        void own(ListenableFuture<String> key, Work work) {
            key.addListener(() -> work.run(Futures.getUnchecked(key)), MoreExecutors.directExecutor());
            Futures.addCallback(
                    key,
                    new FutureCallback<String>() {
                        @Override
                        public void onSuccess(String found) {
                            work.run(found);
                        }

                        @Override
                        public void onFailure(Throwable failure) {
                            work.run(failure.toString());
                        }
                    },
                    MoreExecutors.directExecutor());
        }

        void other(ListenableFuture<String> key, ListenableFuture<String> other, Work work) {
            key.addListener(
                    () -> work.run(Futures.getUnchecked(other)), // expect: ASYNC_BLOCKS_STAGE
                    MoreExecutors.directExecutor());
            key.addListener(
                    () -> {
                        if (other.isDone()) {
                            work.run(Futures.getUnchecked(other));
                        }
                    },
                    MoreExecutors.directExecutor());
        }
    }
}
