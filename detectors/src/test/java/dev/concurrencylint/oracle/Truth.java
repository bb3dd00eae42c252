package dev.concurrencylint.oracle;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong on the paths of a sample. Places are lines less the header's; sets of places and of halves are bits.
 *
 * @param turned what a turn of a loop keeps; permits only
 * @param settled permits that are given back on paths that return
 * @param givenBack halves that are released while they are held
 * @param taken halves that are taken on some path
 * @param level halves that some path that returns leaves as they were, or held
 * @param below halves that are released once more than they were taken when a path ends
 * @param madeUpFor acquires that make up for a release too many
 * @param deep halves that are held more often than the engine counts
 * @param vague halves of which some path can't tell how much is held
 * @param drains places at which permits are drained
 * @param visited places of acquires and releases that are walked
 * @param open waits and wakes without what they need
 * @param confused places where a condition is taken for a monitor
 * @param nested waits that keep something else
 * @param widths for each place the ways of holding with which it is reached; 0 is the end
 * @param ended methods that end at all
 */
record Truth(
        Set<Kept> kept,
        Set<Kept> turned,
        Set<Settled> settled,
        Set<Unheld> unheld,
        Set<Half> givenBack,
        Set<Half> taken,
        Set<Half> level,
        Set<Half> below,
        Set<Half> deep,
        Set<Half> vague,
        Set<MadeUpFor> madeUpFor,
        Set<Integer> drains,
        Set<Integer> visited,
        Set<Open> open,
        Set<Integer> confused,
        Set<Integer> nested,
        Map<Integer, Set<Integer>> widths,
        Set<String> ended) {
    private static final int KEPT_APART = 16;

    /**
     * A path ends and something is held.
     *
     * @param sites where it was taken
     * @param onlyDrained whether it is what was drained, and nothing else
     * @param normal whether the path returns
     * @param answer what it returns; null for nothing
     * @param spoiled whether another fault came first
     * @param marks what else happened to the permits
     */
    record Kept(
            Half half,
            long sites,
            boolean onlyDrained,
            boolean normal,
            @Nullable Boolean answer,
            boolean spoiled,
            Marks marks) {
        /** One for what was taken at once. */
        static List<Kept> of(Half half, State state, boolean normal, @Nullable Boolean answer) {
            if (!half.isPermit()) {
                return List.of(new Kept(
                        half, state.sites(half), false, normal, answer, state.isSpoiled(), Marks.of(half, state)));
            }
            return state.lots(half).all().stream()
                    .map(lot -> {
                        boolean onlyDrained =
                                lot.amount().equals(new Count(0, 0, lot.amount().drained()));
                        return new Kept(
                                half,
                                lot.places(),
                                onlyDrained,
                                normal,
                                answer,
                                state.isSpoiled(),
                                Marks.of(half, state));
                    })
                    .toList();
        }

        boolean isAt(Half other, long place) {
            return half == other && (sites & place) != 0;
        }
    }

    /** Places, see {@link State.Mark}. */
    record Marks(long twice, long more, long partly, long split, long second, long past) {
        static Marks of(Half half, State state) {
            return new Marks(
                    state.marked(State.Mark.TWICE, half),
                    state.marked(State.Mark.MORE, half),
                    state.marked(State.Mark.PARTLY, half),
                    state.marked(State.Mark.SPLIT, half),
                    state.marked(State.Mark.SECOND, half),
                    state.marked(State.Mark.PAST, half));
        }
    }

    /** @param sites where the permits were taken that are given back */
    record Settled(Half half, long sites, @Nullable Boolean answer) {}

    /**
     * A release of what is not held.
     *
     * @param places the release, and the calls that lead to it
     * @param held the halves that are held then
     * @param missed attempts that failed before and whose answer nobody looked at
     * @param spoiled whether another fault came first
     * @param lent whether the path has taken nothing of the half before: it may be the callers'
     */
    record Unheld(Half half, long places, int held, long missed, boolean spoiled, boolean lent) {
        boolean isAt(Half other, long place) {
            return half == other && (places & place) != 0;
        }

        /** Whether some is held, but less than is given back. */
        boolean isMore() {
            return (held & half.bit()) != 0;
        }
    }

    /** @param places the acquire, and the calls that lead to it */
    record MadeUpFor(Half half, long places) {}

    /**
     * A wait or a wake is reached, and the monitor or the lock is not held.
     *
     * @param asMonitor whether by the method that every object has
     */
    record Open(Spot spot, boolean waits, boolean asMonitor, int place) {
        boolean isConfused() {
            return asMonitor && spot.isCondition();
        }

        /** The rule that such calls have. */
        String rule() {
            String call = spot.isCondition() ? waits ? "AWAIT" : "SIGNAL" : waits ? "WAIT" : "NOTIFY";
            return "MONITOR_" + call + "_WITHOUT_LOCK";
        }
    }

    Truth() {
        this(
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new LinkedHashSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new LinkedHashSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeMap<>(),
                new TreeSet<>());
    }

    /** Whether some place is reached with more ways of holding than the engine keeps apart. */
    boolean isWide() {
        return widths.values().stream().anyMatch(ways -> ways.size() > KEPT_APART);
    }
}
