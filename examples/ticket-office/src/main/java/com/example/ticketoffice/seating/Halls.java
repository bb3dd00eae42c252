package com.example.ticketoffice.seating;

import com.example.ticketoffice.event.Event;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The seat map of each event, made when it is first asked for. */
public final class Halls {
    private final ConcurrentMap<String, SeatMap> maps = new ConcurrentHashMap<>();

    public SeatMap of(Event event) {
        return maps.computeIfAbsent(event.id(), id -> new SeatMap(event.rows(), event.seatsPerRow()));
    }
}
