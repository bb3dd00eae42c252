package com.example.ticketoffice;

import com.example.ticketoffice.booking.BookingException;
import com.example.ticketoffice.booking.BookingService;
import com.example.ticketoffice.booking.InMemoryReservations;
import com.example.ticketoffice.booking.Reservation;
import com.example.ticketoffice.booking.ReservationJournal;
import com.example.ticketoffice.booking.ReservationStore;
import com.example.ticketoffice.desk.BoxOffice;
import com.example.ticketoffice.desk.CashDrawer;
import com.example.ticketoffice.desk.TicketPrinter;
import com.example.ticketoffice.event.CsvEventSource;
import com.example.ticketoffice.event.EventCatalogue;
import com.example.ticketoffice.mail.MailQueue;
import com.example.ticketoffice.mail.MailWorker;
import com.example.ticketoffice.payment.PaymentDesk;
import com.example.ticketoffice.payment.PaymentException;
import com.example.ticketoffice.payment.Payments;
import com.example.ticketoffice.payment.Refunds;
import com.example.ticketoffice.payment.SimulatedGateway;
import com.example.ticketoffice.sales.ReportCache;
import com.example.ticketoffice.sales.SalesReports;
import com.example.ticketoffice.seating.Halls;
import com.example.ticketoffice.waiting.WaitingCustomer;
import com.example.ticketoffice.waiting.WaitingList;
import com.example.ticketoffice.work.RateLimit;
import com.example.ticketoffice.work.WorkerPool;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** An evening at the ticket office. */
public final class Main {
    private static final String PROGRAMME =
            """
            opera;The Magic Flute;2027-03-01T19:00:00Z;10;12;4500
            play;Hamlet;2027-03-02T19:30:00Z;8;10;2900
            """;

    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException, BookingException {
        EventCatalogue catalogue = new EventCatalogue(new CsvEventSource(() -> new StringReader(PROGRAMME)));
        catalogue.reload();

        Payments payments = new Payments();
        SimulatedGateway bank = new SimulatedGateway(3);
        PaymentDesk desk = new PaymentDesk(bank, payments);
        ReservationStore reservations = new InMemoryReservations();
        MailQueue mails = new MailQueue(100);
        MailWorker mailWorker = new MailWorker(mails, mail -> System.out.println("mail to " + mail.to()));
        Thread postman = new Thread(mailWorker, "postman");
        postman.start();

        try (WorkerPool pool = new WorkerPool(4);
                ReservationJournal journal = new ReservationJournal(new StringWriter())) {
            BookingService bookings =
                    new BookingService(catalogue, new Halls(), desk, reservations, journal, mails);
            sellOnline(bookings, pool);
            sellAtTheCounter(bookings, pool);
            System.out.println(journal.lines() + " reservations in the journal");
        } finally {
            mails.close();
            postman.join();
        }

        refund(new Refunds(bank, payments));
        System.out.println(new ReportCache(new SalesReports(catalogue, reservations)).get());
    }

    private static void sellOnline(BookingService bookings, WorkerPool pool) {
        List<CompletableFuture<Reservation>> orders = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            orders.add(bookings.bookAsync(i % 2 == 0 ? "opera" : "play", "customer " + i, 3, pool));
        }
        CompletableFuture.allOf(orders.toArray(new CompletableFuture<?>[0])).join();
    }

    private static void sellAtTheCounter(BookingService bookings, WorkerPool pool)
            throws BookingException, InterruptedException {
        BoxOffice office = new BoxOffice(bookings, new CashDrawer(), new TicketPrinter(System.out));
        office.sell("opera", "walk-in", 2);
        office.close();

        WaitingList waiting = new WaitingList();
        waiting.add(new WaitingCustomer("latecomer", "play", 2));
        CountDownLatch served = new CountDownLatch(1);
        RateLimit limit = new RateLimit(2, pool);
        WaitingCustomer customer = waiting.next();
        boolean started = limit.offer(() -> {
            try {
                bookings.book(customer.eventId(), customer.name(), customer.seats());
            } catch (BookingException e) {
                System.out.println(e.getMessage());
            } finally {
                served.countDown();
            }
        });
        if (started) {
            served.await();
        }
    }

    private static void refund(Refunds refunds) {
        try {
            System.out.println("paid back " + refunds.refund("R1"));
        } catch (PaymentException e) {
            System.out.println(e.getMessage());
        }
    }
}
