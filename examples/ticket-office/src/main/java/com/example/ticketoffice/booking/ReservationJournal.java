package com.example.ticketoffice.booking;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** One line for every reservation, in the order of sale. */
public final class ReservationJournal implements Closeable {
    private final Lock lock = new ReentrantLock();
    private final Writer out;
    private long lines;

    public ReservationJournal(Writer out) {
        this.out = out;
    }

    /** Writes the reservation's line and makes sure that it is out. */
    public void append(Reservation reservation) throws IOException {
        String line = reservation.id() + ";" + reservation.eventId() + ";" + reservation.seats() + "\n";
        lock.lock();
        out.write(line);
        out.flush();
        lines++;
        lock.unlock();
    }

    public long lines() {
        lock.lock();
        try {
            return lines;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            out.close();
        } finally {
            lock.unlock();
        }
    }
}
