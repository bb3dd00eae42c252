package com.example.ticketoffice.booking;

import com.example.ticketoffice.event.Money;
import com.example.ticketoffice.seating.Seat;
import java.util.List;

/** Seats that belong to a customer. */
public record Reservation(String id, String eventId, String customer, List<Seat> seats, Money total) {
    public Reservation {
        seats = List.copyOf(seats);
    }
}
