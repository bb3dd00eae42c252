package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Interpreter.World;

/** Waiting and waking in the hands of the walk. */
final class Meetings {
    private final World world;
    private final Truth truth;
    private final Holding holding;

    Meetings(World world, Truth truth, Holding holding) {
        this.world = world;
        this.truth = truth;
        this.holding = holding;
    }

    /** @param form a wait or a wake */
    void meet(Stmt.Form form, int place, State state, Ways ways) {
        if (form instanceof Stmt.Await await) {
            if (isOpen(await.spot(), true, await.asMonitor(), place, state, ways)) {
                return;
            }
            State after = holding.changed(state);
            ways.add(Ways.thrown(Failure.INTERRUPTED), after);
            ways.add(Ways.NEXT, after);
        } else if (form instanceof Stmt.Wake wake
                && !isOpen(wake.spot(), false, wake.asMonitor(), place, state, ways)) {
            ways.add(Ways.NEXT, state);
        }
    }

    /** Whether the path is over, for want of the monitor or of the lock. */
    private boolean isOpen(Spot spot, boolean waits, boolean asMonitor, int place, State state, Ways ways) {
        truth.visited().add(place);
        Half half = asMonitor ? null : spot.half();
        if (asMonitor && spot.isCondition()) {
            truth.confused().add(place);
        }
        if (half == null ? state.isEntered(spot) : state.isHeld(half)) {
            return false;
        }
        truth.open().add(new Truth.Open(spot, waits, asMonitor, place));
        if (world == World.LOOSE) {
            ways.add(Ways.thrown(Failure.UNCHECKED), state);
        }
        return world == World.STRICT;
    }

    /** The monitor is entered: that may take time. */
    State entered(Spot spot, State state) {
        return holding.changed(state.entering(spot));
    }

    /** The state at the start of the method. */
    State entered(Sample.Routine routine, State state) {
        return routine.role() == Sample.Role.SYNCHRONIZED ? entered(Spot.SELF, state) : state;
    }

    /** The state when the method has ended. */
    static State left(Sample.Routine routine, State state) {
        return routine.role() == Sample.Role.SYNCHRONIZED ? state.leaving(Spot.SELF) : state;
    }
}
