package dev.concurrencylint.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * The permits of one semaphore that are held, as they were taken. Permits look all the same: where a release could mean several of
 * them, it is left open which it meant.
 */
record Lots(List<Lot> all) {
    static final Lots NONE = new Lots(List.of());

    /** @param places where it may have been taken */
    record Lot(long places, Count amount) {}

    Lots {
        all = List.copyOf(all);
    }

    long places() {
        return all.stream().mapToLong(Lot::places).reduce(0, (a, b) -> a | b);
    }

    Lots with(Lot lot) {
        List<Lot> more = new ArrayList<>(all);
        more.add(lot);
        return new Lots(more);
    }

    /** Whether so many were taken at once. */
    boolean has(Count amount) {
        return all.stream().anyMatch(lot -> lot.amount().equals(amount));
    }

    /** Where those were taken that are given back as one. */
    long settledBy(Count amount) {
        return new Lots(all.stream().filter(lot -> lot.amount().equals(amount)).toList()).places();
    }

    /** @param left what is left then */
    Lots without(Count amount, Count left) {
        if (!has(amount)) {
            return new Lots(List.of(new Lot(places(), left)));
        }
        long places = settledBy(amount);
        List<Lot> rest = new ArrayList<>();
        boolean gone = false;
        for (Lot lot : all) {
            boolean isOne = lot.amount().equals(amount);
            if (!isOne || gone) {
                rest.add(isOne ? new Lot(places, amount) : lot);
            }
            gone |= isOne;
        }
        return new Lots(rest);
    }
}
