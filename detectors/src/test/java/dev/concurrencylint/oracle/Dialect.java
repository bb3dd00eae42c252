package dev.concurrencylint.oracle;

import java.util.List;

/** What samples are about. Each dialect is a switch of the generator. */
enum Dialect {
    LOCKS,
    /** Semaphores, with amounts; now and then a lock. */
    PERMITS,
    /** Taking and giving back through interfaces: with one implementation, with two alike, with two that differ. */
    VIRTUAL,
    /** Blocks that run under a lock, bound methods, tasks that give permits back. */
    LAMBDAS,
    /** Objects and functions that give back when they are closed. */
    GUARDS,
    /** Threads that wait on objects under their monitors; now and then a lock. */
    MONITORS,
    /** Threads that wait on conditions under their locks. */
    CONDITIONS;

    /** What its samples use, as often as they do. */
    List<Half> halves() {
        return switch (this) {
            case LOCKS -> Half.LOCKS;
            case PERMITS -> List.of(Half.S, Half.S, Half.S, Half.T, Half.T, Half.A);
            case VIRTUAL, LAMBDAS, GUARDS -> Half.ALL;
            case MONITORS -> List.of(Half.A, Half.B);
            case CONDITIONS ->
                List.of(Half.A, Half.A, Half.A, Half.B, Half.B, Half.WRITE, Half.WRITE, Half.READ, Half.C);
        };
    }

    /** Where its threads wait, as often as they do. */
    List<Spot> spots() {
        return switch (this) {
            case LOCKS, PERMITS, VIRTUAL, LAMBDAS, GUARDS -> List.of();
            case MONITORS -> List.of(Spot.SELF, Spot.SELF, Spot.O, Spot.O, Spot.M, Spot.TYPE);
            case CONDITIONS -> List.of(Spot.A1, Spot.A1, Spot.A2, Spot.B1, Spot.W1);
        };
    }

    boolean waits() {
        return !spots().isEmpty();
    }

    boolean hasPermits() {
        return halves().stream().anyMatch(Half::isPermit);
    }
}
