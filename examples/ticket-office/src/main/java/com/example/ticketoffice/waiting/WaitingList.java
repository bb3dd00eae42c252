package com.example.ticketoffice.waiting;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Customers in the order in which they came. */
public final class WaitingList {
    private final Lock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Deque<WaitingCustomer> customers = new ArrayDeque<>();

    public void add(WaitingCustomer customer) {
        lock.lock();
        try {
            customers.addLast(customer);
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The customer whose turn it is; waits for one to come. */
    public WaitingCustomer next() throws InterruptedException {
        try {
            lock.lockInterruptibly();
            while (customers.isEmpty()) {
                notEmpty.await();
            }
            return customers.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    public int length() {
        lock.lock();
        try {
            return customers.size();
        } finally {
            lock.unlock();
        }
    }
}
