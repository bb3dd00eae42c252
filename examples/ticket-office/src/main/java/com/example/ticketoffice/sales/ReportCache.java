package com.example.ticketoffice.sales;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The last report, made again when it is old. */
public final class ReportCache {
    private static final long MAX_AGE = TimeUnit.SECONDS.toNanos(30);

    private final Lock lock = new ReentrantLock();
    private final SalesReports reports;
    private SalesReport last;
    private long made;

    public ReportCache(SalesReports reports) {
        this.reports = reports;
    }

    /** A report that is at most half a minute old. */
    public SalesReport get() throws InterruptedException {
        lock.tryLock(200, TimeUnit.MILLISECONDS);
        try {
            if (last == null || System.nanoTime() - made > MAX_AGE) {
                last = reports.total();
                made = System.nanoTime();
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the report unless someone is just making one. */
    public void invalidate() {
        if (lock.tryLock()) {
            try {
                last = null;
            } finally {
                lock.unlock();
            }
        }
    }
}
