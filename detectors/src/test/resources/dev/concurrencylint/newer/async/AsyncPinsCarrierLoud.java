package newer.async;

import io.smallrye.common.annotation.RunOnVirtualThread;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Virtual threads that wait with a monitor. */
final class AsyncPinsCarrierLoud {
    private final Object lock = new Object();
    private final BlockingQueue<String> queue;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ThreadFactory factory = Thread.ofVirtual().name("worker-", 0).factory();
    private final Map<String, String> byKey = new ConcurrentHashMap<>();

    AsyncPinsCarrierLoud(BlockingQueue<String> queue) {
        this.queue = queue;
    }

    void started() {
        Thread.startVirtualThread(() -> {
            synchronized (lock) {
                sleep(); // the wait stands there
            }
        });
    }

    private static void sleep() {
        try {
            Thread.sleep(1_000); // expect: ASYNC_PINS_CARRIER (high)
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void built() {
        Thread.ofVirtual().name("one").start(() -> {
            synchronized (this) {
                take(queue);
            }
        });
    }

    private static String take(BlockingQueue<String> queue) {
        try {
            return queue.take(); // expect: ASYNC_PINS_CARRIER (high)
        } catch (InterruptedException e) {
            return "";
        }
    }

    Thread unstarted(CountDownLatch latch) {
        return Thread.ofVirtual().unstarted(() -> {
            synchronized (latch) {
                try {
                    latch.await(); // expect: ASYNC_PINS_CARRIER (high)
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
    }

    Thread typedAsBuilder(CompletableFuture<String> answer) {
        Thread.Builder builder = Thread.ofVirtual();
        return builder.start(() -> {
            synchronized (lock) {
                answer.join(); // expect: ASYNC_PINS_CARRIER (high)
            }
        });
    }

    Thread byFactory(CompletableFuture<String> answer) {
        return factory.newThread(() -> {
            synchronized (lock) {
                answer.join(); // expect: ASYNC_PINS_CARRIER (high)
            }
        });
    }

    /** An executor in a field, and a synchronized method some calls away. */
    Future<String> submitted(Future<String> before) {
        return executor.submit(() -> first(before));
    }

    private String first(Future<String> before) throws ExecutionException, InterruptedException {
        return "[" + whole(before) + "]";
    }

    private synchronized String whole(Future<String> before) throws ExecutionException, InterruptedException {
        return before.get(); // expect: ASYNC_PINS_CARRIER (high)
    }

    void executed(CompletableFuture<String> answer) {
        Executor any = executor;
        any.execute(() -> {
            synchronized (AsyncPinsCarrierLoud.class) {
                answer.join(); // expect: ASYNC_PINS_CARRIER (high)
            }
        });
    }

    static void perTask(CompletableFuture<String> answer) {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
            threads.execute(() -> {
                synchronized (answer) {
                    answer.join(); // expect: ASYNC_PINS_CARRIER (high)
                }
            });
        }
    }

    static ExecutorService few(CompletableFuture<String> answer) {
        ExecutorService threads = Executors.newFixedThreadPool(4, Thread.ofVirtual().factory());
        threads.execute(() -> {
            synchronized (answer) {
                answer.join(); // expect: ASYNC_PINS_CARRIER (high)
            }
        });
        return threads;
    }

    /** Stages with such an executor. */
    CompletableFuture<String> stages(CompletableFuture<String> name) {
        return name.thenApplyAsync(
                text -> {
                    synchronized (lock) {
                        return text + name.join() + take();
                    }
                },
                executor);
    }

    private String take() {
        try {
            return queue.poll(1, TimeUnit.SECONDS); // expect: ASYNC_PINS_CARRIER (high)
        } catch (InterruptedException e) {
            return "";
        }
    }

    /** A lock besides doesn't help. */
    void both(ReentrantLock other, CompletableFuture<String> answer) {
        executor.execute(() -> {
            other.lock();
            try {
                synchronized (lock) {
                    answer.join(); // expect: ASYNC_PINS_CARRIER (high)
                }
            } finally {
                other.unlock();
            }
        });
    }

    /** It leaves the monitor, but the carrier stays. */
    void waits() {
        executor.submit(() -> {
            synchronized (lock) {
                while (queue.isEmpty()) {
                    lock.wait(); // expect: ASYNC_PINS_CARRIER (medium)
                }
            }
            return null;
        });
    }

    /** The map has a monitor meanwhile. */
    void computes(String key, CompletableFuture<String> answer) {
        executor.execute(() -> byKey.computeIfAbsent(key, k -> answer.join())); // expect: ASYNC_PINS_CARRIER (high)
    }

    /** The framework runs it on a virtual thread. */
    @RunOnVirtualThread
    String endpoint(CompletableFuture<String> answer) {
        synchronized (lock) {
            return answer.join(); // expect: ASYNC_PINS_CARRIER (high)
        }
    }

    /** A task that is a class. */
    static final class Task implements Callable<String> {
        private final CompletableFuture<String> answer;

        Task(CompletableFuture<String> answer) {
            this.answer = answer;
        }

        @Override
        public synchronized String call() {
            return answer.join(); // expect: ASYNC_PINS_CARRIER (high)
        }
    }

    void gives(CompletableFuture<String> answer) {
        executor.submit(new Task(answer));
    }
}
