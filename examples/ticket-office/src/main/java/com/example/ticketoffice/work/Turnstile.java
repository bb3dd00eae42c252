package com.example.ticketoffice.work;

import java.util.concurrent.locks.ReentrantLock;

/** Keeps tasks apart that must not run together. */
public final class Turnstile {
    private final ReentrantLock lock = new ReentrantLock(true);

    /** Waits for the turnstile; whoever enters leaves. */
    public void enter() {
        lock.lock();
    }

    public void leave() {
        lock.unlock();
    }

    /** Waits for the turnstile and gives it back when the pass is closed. */
    public Pass pass() {
        enter();
        return this::leave;
    }

    /** The right to be inside. */
    public interface Pass extends AutoCloseable {
        @Override
        void close();
    }
}
