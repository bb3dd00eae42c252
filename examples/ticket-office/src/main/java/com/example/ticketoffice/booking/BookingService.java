package com.example.ticketoffice.booking;

import com.example.ticketoffice.event.Event;
import com.example.ticketoffice.event.EventCatalogue;
import com.example.ticketoffice.mail.Mail;
import com.example.ticketoffice.mail.MailQueue;
import com.example.ticketoffice.payment.PaymentDesk;
import com.example.ticketoffice.payment.PaymentException;
import com.example.ticketoffice.seating.Halls;
import com.example.ticketoffice.seating.Seat;
import com.example.ticketoffice.seating.SeatMap;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** From a wish to a paid reservation. */
public final class BookingService {
    private final AtomicLong numbers = new AtomicLong();
    private final EventCatalogue catalogue;
    private final Halls halls;
    private final PaymentDesk payments;
    private final ReservationStore reservations;
    private final ReservationJournal journal;
    private final MailQueue mails;

    public BookingService(
            EventCatalogue catalogue,
            Halls halls,
            PaymentDesk payments,
            ReservationStore reservations,
            ReservationJournal journal,
            MailQueue mails) {
        this.catalogue = catalogue;
        this.halls = halls;
        this.payments = payments;
        this.reservations = reservations;
        this.journal = journal;
        this.mails = mails;
    }

    /** Takes seats, charges the customer and confirms; gives the seats back if the payment fails. */
    public Reservation book(String eventId, String customer, int count) throws BookingException {
        Event event =
                catalogue.find(eventId).orElseThrow(() -> new BookingException("there is no event " + eventId));
        SeatMap map = halls.of(event);
        List<Seat> seats = map.takeTogether(count);
        if (seats.isEmpty()) {
            throw new BookingException("no " + count + " seats together for " + event.title());
        }
        boolean booked = false;
        try {
            Reservation reservation = new Reservation(
                    "R" + numbers.incrementAndGet(),
                    eventId,
                    customer,
                    seats,
                    event.price().times(count));
            payments.charge(reservation.id(), customer, reservation.total());
            reservations.put(reservation);
            journal.append(reservation);
            mails.add(new Mail(customer, "Your seats for " + event.title(), seats.toString()));
            booked = true;
            return reservation;
        } catch (PaymentException | IOException e) {
            throw new BookingException("the booking failed: " + e.getMessage(), e);
        } finally {
            if (!booked) {
                map.giveBack(seats);
            }
        }
    }

    /** The same on a thread of the executor. */
    public CompletableFuture<Reservation> bookAsync(String eventId, String customer, int count, Executor executor) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return book(eventId, customer, count);
                    } catch (BookingException e) {
                        throw new CompletionException(e);
                    }
                },
                executor);
    }
}
