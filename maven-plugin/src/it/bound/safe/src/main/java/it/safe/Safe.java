package it.safe;

import it.model.FairLock;

public final class Safe {
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
