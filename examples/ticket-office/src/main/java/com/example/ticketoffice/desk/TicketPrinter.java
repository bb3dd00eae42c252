package com.example.ticketoffice.desk;

import com.example.ticketoffice.booking.Reservation;
import com.example.ticketoffice.seating.Seat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/** Prints tickets; whoever finds the printer free prints what the others left as well. */
public final class TicketPrinter {
    private final ReentrantLock printer = new ReentrantLock();
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final Appendable paper;

    public TicketPrinter(Appendable paper) {
        this.paper = paper;
    }

    public void print(Reservation reservation) {
        for (Seat seat : reservation.seats()) {
            waiting.add(reservation.eventId() + " " + seat);
        }
        boolean mine = printer.tryLock();
        try {
            if (mine) {
                printWaiting();
            }
        } finally {
            if (mine) {
                printer.unlock();
            }
        }
    }

    private void printWaiting() {
        try {
            for (String ticket = waiting.poll(); ticket != null; ticket = waiting.poll()) {
                paper.append(ticket).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
