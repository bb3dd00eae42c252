package com.example.ticketoffice.event;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The events on sale. Read by every request, reloaded a few times a day. */
public final class EventCatalogue {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, Event> events = new TreeMap<>();
    private final EventSource source;

    public EventCatalogue(EventSource source) {
        this.source = source;
    }

    public Optional<Event> find(String id) {
        lock.readLock().lock();
        try {
            return Optional.ofNullable(events.get(id));
        } finally {
            lock.readLock().unlock();
        }
    }

    public Collection<Event> all() {
        lock.readLock().lock();
        try {
            return List.copyOf(events.values());
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Replaces the events with what the source has now. */
    public void reload() throws IOException {
        lock.writeLock().lock();
        List<Event> loaded = source.load();
        try {
            events.clear();
            for (Event event : loaded) {
                events.put(event.id(), event);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
