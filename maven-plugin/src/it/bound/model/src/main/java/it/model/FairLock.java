package it.model;

import java.util.concurrent.locks.ReentrantLock;

public class FairLock extends ReentrantLock {
    private static final long serialVersionUID = 1L;

    public FairLock() {
        super(true);
    }
}
