package com.example.ticketoffice.seating;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Which seats of one event are taken. */
public final class SeatMap {
    private final Lock lock = new ReentrantLock();
    private final Set<Seat> taken = new HashSet<>();
    private final int rows;
    private final int seatsPerRow;

    public SeatMap(int rows, int seatsPerRow) {
        this.rows = rows;
        this.seatsPerRow = seatsPerRow;
    }

    /** Takes neighbouring seats in the first row that has them; empty if none has. */
    public List<Seat> takeTogether(int count) {
        lock.lock();
        try {
            for (int row = 1; row <= rows; row++) {
                List<Seat> found = freeNeighbours(row, count);
                if (!found.isEmpty()) {
                    taken.addAll(found);
                    return found;
                }
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Takes one certain seat, unless it is gone or the map is busy for too long. */
    public boolean take(Seat seat, long millis) throws InterruptedException {
        if (!lock.tryLock(millis, TimeUnit.MILLISECONDS)) {
            return false;
        }
        try {
            return taken.add(seat);
        } finally {
            lock.unlock();
        }
    }

    public void giveBack(List<Seat> seats) {
        lock.lock();
        try {
            seats.forEach(taken::remove);
        } finally {
            lock.unlock();
        }
    }

    public int free() {
        lock.lock();
        try {
            return rows * seatsPerRow - taken.size();
        } finally {
            lock.unlock();
        }
    }

    private List<Seat> freeNeighbours(int row, int count) {
        List<Seat> run = new ArrayList<>();
        for (int number = 1; number <= seatsPerRow; number++) {
            Seat seat = new Seat(row, number);
            if (taken.contains(seat)) {
                run.clear();
                continue;
            }
            run.add(seat);
            if (run.size() == count) {
                return List.copyOf(run);
            }
        }
        return List.of();
    }
}
