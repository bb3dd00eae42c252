package com.example.ticketoffice.booking;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock.ReadLock;
import java.util.concurrent.locks.ReentrantReadWriteLock.WriteLock;
import java.util.function.Supplier;

/** Reservations in a map. */
public final class InMemoryReservations implements ReservationStore {
    private final Map<String, Reservation> reservations = new HashMap<>();
    private final ReadLock readLock;
    private final WriteLock writeLock;

    public InMemoryReservations() {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        readLock = lock.readLock();
        writeLock = lock.writeLock();
    }

    @Override
    public void put(Reservation reservation) {
        writing(() -> reservations.put(reservation.id(), reservation));
    }

    @Override
    public Optional<Reservation> find(String id) {
        return reading(() -> Optional.ofNullable(reservations.get(id)));
    }

    @Override
    public Optional<Reservation> remove(String id) {
        return writing(() -> Optional.ofNullable(reservations.remove(id)));
    }

    @Override
    public List<Reservation> ofEvent(String eventId) {
        return reading(() -> reservations.values().stream()
                .filter(reservation -> reservation.eventId().equals(eventId))
                .toList());
    }

    private <T> T reading(Supplier<T> action) {
        readLock.lock();
        try {
            return action.get();
        } finally {
            readLock.unlock();
        }
    }

    private <T> T writing(Supplier<T> action) {
        writeLock.lock();
        try {
            return action.get();
        } finally {
            writeLock.unlock();
        }
    }
}
