package com.example.ticketoffice.desk;

import com.example.ticketoffice.booking.BookingException;
import com.example.ticketoffice.booking.BookingService;
import com.example.ticketoffice.booking.Reservation;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The counter at the entrance: one sale at a time. */
public final class BoxOffice {
    private final Lock counter = new ReentrantLock();
    private final BookingService bookings;
    private final CashDrawer drawer;
    private final TicketPrinter printer;
    private boolean open = true;

    public BoxOffice(BookingService bookings, CashDrawer drawer, TicketPrinter printer) {
        this.bookings = bookings;
        this.drawer = drawer;
        this.printer = printer;
    }

    /** Sells seats over the counter; empty when it is closed. */
    public Optional<Reservation> sell(String eventId, String customer, int count) throws BookingException {
        counter.lock();
        if (!open) {
            return Optional.empty();
        }
        try {
            Reservation reservation = bookings.book(eventId, customer, count);
            drawer.put(reservation.total());
            printer.print(reservation);
            return Optional.of(reservation);
        } finally {
            counter.unlock();
        }
    }

    public void close() {
        counter.lock();
        try {
            open = false;
        } finally {
            counter.unlock();
        }
    }
}
