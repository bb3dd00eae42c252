package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Interpreter.World;
import org.jspecify.annotations.Nullable;

/** Waiting and waking in the hands of the walk. */
final class Meetings {
    private final World world;
    private final Truth truth;
    private final Holding holding;
    private @Nullable Given given;

    /** @param place where it was given */
    record Given(Spot spot, int place) {}

    Meetings(World world, Truth truth, Holding holding) {
        this.world = world;
        this.truth = truth;
        this.holding = holding;
    }

    /** @param form a wait, a wake, or a task that wakes */
    void meet(Stmt.Form form, int place, State state, Ways ways) {
        if (form instanceof Stmt.Await await) {
            await(await, place, state, ways);
        } else if (form instanceof Stmt.Wake wake) {
            if (!isOpen(wake.spot(), false, wake.asMonitor(), place, state, ways)) {
                ways.add(Ways.NEXT, state);
            }
        } else if (form instanceof Stmt.Post post) {
            truth.visited().add(place);
            State after = holding.changed(state);
            ways.add(Ways.thrown(Failure.UNCHECKED), after); // refused
            if (post.task() != Stmt.Task.UNDER) {
                truth.open().add(new Truth.Open(post.spot(), false, post.wake().asMonitor(), place));
            }
            ways.add(Ways.NEXT, after);
        }
    }

    private void await(Stmt.Await await, int place, State state, Ways ways) {
        if (isOpen(await.spot(), true, await.asMonitor(), place, state, ways)) {
            return;
        }
        if (holdsMore(meant(await.spot()), await.asMonitor(), state)) {
            truth.nested().add(place);
        }
        State after = holding.changed(state);
        ways.add(Ways.thrown(Failure.INTERRUPTED), after);
        ways.add(Ways.NEXT, after);
    }

    /** Whether the path is over, for want of the monitor or of the lock. */
    private boolean isOpen(Spot called, boolean waits, boolean asMonitor, int place, State state, Ways ways) {
        truth.visited().add(place);
        Spot spot = meant(called);
        if (asMonitor && spot.isCondition()) {
            truth.confused().add(place);
        }
        if (spot.isGiven() || isHeld(spot, asMonitor, state)) {
            return false; // where the helper is walked alone nobody gives it anything
        }
        int told = called.isGiven() && given != null ? given.place() : place;
        truth.open().add(new Truth.Open(spot, waits, asMonitor, told));
        if (world.isLoose()) {
            ways.add(Ways.thrown(Failure.UNCHECKED), state);
        }
        return world == World.STRICT;
    }

    /** @param asMonitor whether the monitor is asked for, also of a condition */
    private static boolean isHeld(Spot spot, boolean asMonitor, State state) {
        Half half = asMonitor ? null : spot.half();
        return half == null ? state.isEntered(spot) : state.isHeld(half);
    }

    /** Whether anything is held besides what is given back while the thread waits there. */
    private static boolean holdsMore(Spot spot, boolean asMonitor, State state) {
        Half half = asMonitor ? null : spot.half();
        int own = half == null ? 0 : half.bit();
        return (state.held() & ~own) != 0
                || Spot.ALL.stream().anyMatch(other -> state.isEntered(other) && (half != null || other != spot));
    }

    // ---- what helpers are given --------------------------------------------------------------------------

    /** The walk goes into a helper that is given that. Returns what was given before. */
    @Nullable
    Given give(Spot spot, int place) {
        Given before = given;
        truth.visited().add(place);
        given = new Given(spot, place);
        return before;
    }

    void given(@Nullable Given before) {
        given = before;
    }

    /** What the name means in the method that is walked. */
    Spot meant(Spot name) {
        return name.isGiven() && given != null ? given.spot() : name;
    }

    // ---- monitors ----------------------------------------------------------------------------------------

    /** The monitor is entered: that may take time. */
    State entered(Spot spot, State state) {
        return holding.changed(state.entering(spot));
    }

    /** The state at the start of the method. */
    State entered(Sample.Routine routine, State state) {
        return routine.role().isSynchronized() ? entered(own(routine), state) : state;
    }

    /** The state when the method has ended. */
    static State left(Sample.Routine routine, State state) {
        return routine.role().isSynchronized() ? state.leaving(own(routine)) : state;
    }

    /** The object of which a synchronized method has the monitor. */
    private static Spot own(Sample.Routine routine) {
        return routine.role().isStatic() ? Spot.TYPE : Spot.SELF;
    }
}
