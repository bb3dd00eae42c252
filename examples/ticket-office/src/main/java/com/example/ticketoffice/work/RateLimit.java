package com.example.ticketoffice.work;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/** Lets only some tasks run at a time; a task takes its permit along and returns it when it ends. */
public final class RateLimit {
    private final Semaphore permits;
    private final Executor executor;

    public RateLimit(int atOnce, Executor executor) {
        this.permits = new Semaphore(atOnce);
        this.executor = executor;
    }

    /** Starts the task unless too many run already. */
    public boolean offer(Runnable task) {
        if (!permits.tryAcquire()) {
            return false;
        }
        boolean started = false;
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } finally {
                    permits.release();
                }
            });
            started = true;
        } finally {
            if (!started) {
                permits.release();
            }
        }
        return true;
    }
}
