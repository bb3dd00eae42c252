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
    GUARDS;

    /** What its samples use, as often as they do. */
    List<Half> halves() {
        return switch (this) {
            case LOCKS -> Half.LOCKS;
            case PERMITS -> List.of(Half.S, Half.S, Half.S, Half.T, Half.T, Half.A);
            case VIRTUAL, LAMBDAS, GUARDS -> Half.ALL;
        };
    }
}
