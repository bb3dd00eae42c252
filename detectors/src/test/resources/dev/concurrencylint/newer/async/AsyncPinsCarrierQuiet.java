package newer.async;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Virtual threads as they are meant, and other threads. */
final class AsyncPinsCarrierQuiet {
    private final Object lock = new Object();
    private final ReentrantLock own = new ReentrantLock();
    private final Condition filled = own.newCondition();
    private final BlockingQueue<String> queue;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private final Map<String, String> byKey = new ConcurrentHashMap<>();
    private final Map<String, String> sorted = new TreeMap<>();
    private String last = "";

    AsyncPinsCarrierQuiet(BlockingQueue<String> queue) {
        this.queue = queue;
    }

    /** Blocking is what they are for. */
    void waits(CompletableFuture<String> answer) {
        executor.submit(() -> {
            Thread.sleep(10);
            return queue.take() + answer.join();
        });
        CompletableFuture.supplyAsync(answer::join, executor);
        answer.thenApplyAsync(text -> text + answer.join() + take(), executor);
    }

    private String take() {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            return "";
        }
    }

    /** A lock is no monitor. */
    void locks(Semaphore permits) {
        executor.submit(() -> {
            own.lock();
            try {
                while (queue.isEmpty()) {
                    filled.await();
                }
                return queue.take();
            } finally {
                own.unlock();
            }
        });
        executor.submit(() -> {
            permits.acquire();
            try {
                return queue.take();
            } finally {
                permits.release();
            }
        });
    }

    /** The monitor is left before. */
    void leaves() {
        executor.submit(() -> {
            String text;
            synchronized (lock) {
                text = last;
            }
            text += queue.take();
            synchronized (lock) {
                last = text;
            }
            return text;
        });
    }

    /** What runs there is short. */
    void isShort() {
        executor.submit(() -> {
            synchronized (lock) {
                own.lock();
                try {
                    return queue.poll();
                } finally {
                    own.unlock();
                }
            }
        });
    }

    /** It hands the work on, or doesn't wait. */
    void handsOn(CompletableFuture<String> answer) {
        executor.execute(() -> {
            synchronized (lock) {
                pool.submit(() -> queue.take());
                last = answer.getNow("");
                if (answer.isDone()) {
                    last += answer.join();
                }
            }
        });
        executor.submit(() -> {
            synchronized (lock) {
                return queue.poll(0, TimeUnit.SECONDS);
            }
        });
    }

    /** Threads of the platform. */
    void platform() {
        pool.submit(this::whole);
        Thread.ofPlatform().start(this::inMonitor);
        new Thread(this::inMonitor).start();
    }

    private synchronized String whole() throws InterruptedException {
        return queue.take();
    }

    private void inMonitor() {
        synchronized (lock) {
            last = take();
        }
    }

    /** It asks. */
    void asks() {
        executor.execute(() -> {
            if (!Thread.currentThread().isVirtual()) {
                inMonitor();
            }
        });
    }

    /** One of several kinds, which nobody knows here. */
    void either(boolean isVirtual) {
        ExecutorService threads = isVirtual ? executor : pool;
        threads.execute(() -> {
            synchronized (lock) {
                last = take();
            }
        });
    }

    /** No monitor in these. */
    void computes(String key, CompletableFuture<String> answer) {
        executor.execute(() -> {
            byKey.put(key, answer.join());
            sorted.computeIfAbsent(key, k -> answer.join());
        });
    }
}
