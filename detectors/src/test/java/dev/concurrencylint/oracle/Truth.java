package dev.concurrencylint.oracle;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What went wrong on the paths of a sample. Places are lines less the header's; sets of places and of locks are bits.
 *
 * @param givenBack locks that are released while they are held
 * @param below locks that are released once more than they were taken when a path ends
 * @param settled acquires that make up for a release too many
 * @param deep locks that are held more than three times
 * @param visited places of acquires and releases that are walked
 * @param widths for each place the ways of holding with which it is reached
 * @param ended methods that end at all
 */
record Truth(
        Set<Kept> kept,
        Set<Unheld> unheld,
        Set<Half> givenBack,
        Set<Half> below,
        Set<Half> deep,
        Set<Settled> settled,
        Set<Integer> visited,
        Map<Integer, Set<Integer>> widths,
        Set<String> ended) {
    private static final int KEPT_APART = 16;

    /**
     * A path ends and the lock is held.
     *
     * @param sites where it was taken
     * @param normal whether the path returns
     * @param spoiled whether another fault came first
     */
    record Kept(Half half, long sites, boolean normal, boolean spoiled) {}

    /**
     * A release of a lock that is not held.
     *
     * @param places the release, and the calls that lead to it
     * @param held the locks that are held then
     * @param missed attempts that failed before and whose answer nobody looked at
     * @param spoiled whether another fault came first
     */
    record Unheld(Half half, long places, int held, long missed, boolean spoiled) {}

    /** @param places the acquire, and the calls that lead to it */
    record Settled(Half half, long places) {}

    Truth() {
        this(
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new LinkedHashSet<>(),
                new TreeSet<>(),
                new TreeMap<>(),
                new TreeSet<>());
    }

    /** Whether some place is reached with more ways of holding than the engine keeps apart. */
    boolean isWide() {
        return widths.values().stream().anyMatch(ways -> ways.size() > KEPT_APART);
    }
}
