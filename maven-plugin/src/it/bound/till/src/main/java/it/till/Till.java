package it.till;

import it.model.FairLock;

public final class Till {
    private final FairLock lock = new FairLock();
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
