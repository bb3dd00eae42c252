package it;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

public final class AccountTest {
    private final Lock lock = new ReentrantLock();
    private long cents;

    public boolean take(long amount) {
        lock.lock();
        if (cents < amount) {
            return false;
        }
        try {
            cents -= amount;
            return true;
        } finally {
            lock.unlock();
        }
    }
}
