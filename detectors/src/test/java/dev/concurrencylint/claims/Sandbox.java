package dev.concurrencylint.claims;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Threads that are watched. What they throw is kept; when all of them wait, and nothing will wake them, they are interrupted, and so a call
 * that waits comes to an end, too.
 */
final class Sandbox extends ThreadGroup {
    private static final int IDLE_LOOKS = 10;
    private static final Duration MOST_WORK = Duration.ofMillis(300);
    private static final Duration MOST_TIME = Duration.ofSeconds(30);
    private static final ThreadMXBean WORK = ManagementFactory.getThreadMXBean();
    private static final int INTERRUPTS = 4;

    private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> whenIdle = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService scheduler;

    Sandbox() {
        super("sandbox");
        scheduler = new ScheduledThreadPoolExecutor(1, this::thread);
    }

    /**
     * Runs the action, what it returns to be run, and the threads that either starts.
     *
     * @param interrupted whether the thread of the action begins interrupted
     * @param atFirstRest is run when all wait for the first time, or have ended
     * @return all that was thrown
     */
    List<Throwable> run(Callable<@Nullable Object> action, boolean interrupted, Runnable atFirstRest) {
        whenIdle.add(atFirstRest);
        start(() -> {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            runResult(action.call());
        });
        awaitEnd();
        whenIdle.forEach(each -> start(each::run));
        for (int i = 0; i < INTERRUPTS && !awaitEnd(); i++) {
            interrupt();
        }
        scheduler.shutdownNow();
        awaitEnd();
        return List.copyOf(thrown);
    }

    /** Whether all threads have ended. */
    boolean isOver() {
        return living().isEmpty();
    }

    /** An executor each of whose tasks has a thread of its own, or that refuses them all. */
    ExecutorService executor(boolean refuses) {
        return new Threads(refuses);
    }

    /** A future that another thread completes when the call has ended or waits. */
    CompletableFuture<@Nullable Object> later(@Nullable Object value) {
        CompletableFuture<@Nullable Object> future = new CompletableFuture<>();
        whenIdle.add(() -> future.complete(value));
        return future;
    }

    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        thrown.add(failure);
    }

    private interface Action {
        void run() throws Exception;
    }

    private void start(Action action) {
        thread(() -> {
                    try {
                        action.run();
                    } catch (InvocationTargetException | ExecutionException e) {
                        thrown.add(e.getCause() == null ? e : e.getCause());
                    } catch (Exception e) {
                        thrown.add(e);
                    }
                })
                .start();
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(this, task);
        thread.setDaemon(true);
        return thread;
    }

    /** What code returns to be run later is run later, by somebody else; what it returns to be closed is closed at once. */
    private void runResult(@Nullable Object result) throws Exception {
        if (result instanceof Future<?> || result instanceof CompletionStage<?>) {
            awaitResult(result);
        } else if (result instanceof AutoCloseable guard) {
            guard.close();
        } else if (result instanceof Callable<?> later) {
            start(later::call);
        } else if (result instanceof Runnable later && !(result instanceof Thread)) {
            start(later::run);
        }
    }

    private static void awaitResult(Object result) throws InterruptedException, ExecutionException {
        try {
            if (result instanceof CompletionStage<?> stage) {
                stage.toCompletableFuture().get(1, TimeUnit.SECONDS);
            } else if (result instanceof Future<?> future) {
                future.get(1, TimeUnit.SECONDS);
            }
        } catch (TimeoutException e) {
            // What nobody completes has thrown nothing.
        }
    }

    /** False if threads are left, and wait or run without end: that is told by their work, as a busy machine stretches the time of all. */
    private boolean awaitEnd() {
        long end = System.nanoTime() + MOST_TIME.toNanos();
        long before = work(living());
        int idle = 0;
        while (idle < IDLE_LOOKS && System.nanoTime() < end) {
            List<Thread> living = living();
            if (living.isEmpty()) {
                return true;
            }
            if (work(living) - before > MOST_WORK.toNanos()) {
                return false;
            }
            idle = living.stream().allMatch(Sandbox::waits) ? idle + 1 : 0;
            pause(living.get(0));
        }
        return false;
    }

    /** In nanoseconds of processor time. */
    private static long work(List<Thread> threads) {
        return threads.stream()
                .mapToLong(each -> Math.max(0, WORK.getThreadCpuTime(each.getId())))
                .sum();
    }

    private static void pause(Thread any) {
        try {
            any.join(2);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }

    private List<Thread> living() {
        Thread[] threads = new Thread[activeCount() + 8];
        int count = enumerate(threads);
        List<Thread> living = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            living.add(threads[i]);
        }
        return living;
    }

    private final class Threads extends AbstractExecutorService {
        private final boolean refuses;

        private Threads(boolean refuses) {
            this.refuses = refuses;
        }

        @Override
        public void execute(Runnable task) {
            if (refuses) {
                throw new RejectedExecutionException("full");
            }
            thread(task).start();
        }

        @Override
        protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> task) {
            return new FutureTask<>(task) {
                @Override
                protected void setException(Throwable failure) {
                    thrown.add(failure);
                    super.setException(failure);
                }
            };
        }

        @Override
        protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Runnable task, T value) {
            return newTaskFor(() -> {
                task.run();
                return value;
            });
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return false;
        }
    }
}
