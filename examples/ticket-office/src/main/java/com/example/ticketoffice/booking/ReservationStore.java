package com.example.ticketoffice.booking;

import java.util.List;
import java.util.Optional;

/** Keeps reservations; safe for several threads. */
public interface ReservationStore {
    void put(Reservation reservation);

    Optional<Reservation> find(String id);

    Optional<Reservation> remove(String id);

    List<Reservation> ofEvent(String eventId);
}
