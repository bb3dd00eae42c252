package com.example.ticketoffice.sales;

import com.example.ticketoffice.booking.Reservation;
import com.example.ticketoffice.booking.ReservationStore;
import com.example.ticketoffice.event.Event;
import com.example.ticketoffice.event.EventCatalogue;
import com.example.ticketoffice.event.Money;
import com.example.ticketoffice.work.Turnstile;

/** Adds up reservations. One report at a time: they read everything. */
public final class SalesReports {
    private final Turnstile turnstile = new Turnstile();
    private final EventCatalogue catalogue;
    private final ReservationStore reservations;

    public SalesReports(EventCatalogue catalogue, ReservationStore reservations) {
        this.catalogue = catalogue;
        this.reservations = reservations;
    }

    public SalesReport total() {
        turnstile.enter();
        try {
            SalesReport sum = new SalesReport(0, 0, Money.ZERO);
            for (Event event : catalogue.all()) {
                sum = plus(sum, of(event));
            }
            return sum;
        } finally {
            turnstile.leave();
        }
    }

    public SalesReport ofEvent(Event event) {
        try (Turnstile.Pass pass = turnstile.pass()) {
            return of(event);
        }
    }

    private SalesReport of(Event event) {
        SalesReport sum = new SalesReport(0, 0, Money.ZERO);
        for (Reservation reservation : reservations.ofEvent(event.id())) {
            sum = plus(sum, new SalesReport(1, reservation.seats().size(), reservation.total()));
        }
        return sum;
    }

    private static SalesReport plus(SalesReport a, SalesReport b) {
        return new SalesReport(
                a.reservations() + b.reservations(), a.seats() + b.seats(), a.takings().plus(b.takings()));
    }
}
