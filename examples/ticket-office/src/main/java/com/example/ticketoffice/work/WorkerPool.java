package com.example.ticketoffice.work;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The threads that serve customers. */
public final class WorkerPool implements Executor, AutoCloseable {
    private final ExecutorService threads;

    public WorkerPool(int size) {
        threads = Executors.newFixedThreadPool(size);
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Lets running tasks end, for a while. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
