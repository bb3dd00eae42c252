package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Interpreter.World;
import dev.concurrencylint.oracle.State.Mark;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Locks and permits in the hands of the walk: taken, given back, not got. */
final class Holding {
    private static final int MOST_HOLDS = 3;
    private static final int MOST_PERMITS = 6;

    private final World world;
    private final Truth truth;
    /** Fields that the class writes at all: others keep their value. */
    private final Set<Integer> written = new HashSet<>();
    /** The calls through which the walk came to the helper that it is in. */
    private long callers;

    Holding(Sample sample, World world, Truth truth) {
        this.world = world;
        this.truth = truth;
        sample.routines()
                .forEach(routine -> Blocks.each(routine.body(), stmt -> {
                    if (stmt.form() instanceof Stmt.SetField set) {
                        written.add(set.field());
                    } else if (stmt.form() instanceof Stmt.Await) {
                        written.addAll(List.of(0, 1)); // the text has a method that does
                    }
                }));
    }

    /** The place, and the calls that lead to it. */
    long places(int place) {
        return callers | 1L << place;
    }

    long callers() {
        return callers;
    }

    /** The walk goes into a helper, or comes back. */
    void callers(long places) {
        callers = places;
    }

    /** Something has happened during which other threads may have written. */
    State changed(State state) {
        State next = state;
        if (world.isLoose()) {
            for (int field : written) {
                next = next.forgetting(field);
            }
        }
        return next;
    }

    /** What is called finds other fields than its caller, where callers do not matter. */
    State found(State state) {
        return world == World.LOOSER ? state.forgetting(0).forgetting(1) : state;
    }

    /** The states in which the method may start that is called in that one. */
    Set<State> starts(Sample.Routine routine, State state) {
        if (world != World.LOOSER) {
            return Set.of(state);
        }
        Set<State> starts = new LinkedHashSet<>();
        for (int values = 0; values < 1 << routine.parameters(); values++) {
            State start = found(state);
            for (int i = 0; i < routine.parameters(); i++) {
                start = start.parameter(i, (values >> i & 1) != 0);
            }
            starts.add(start);
        }
        return starts;
    }

    /** A thread that reads cannot become the writer: nobody else gives its read lock back. */
    private static boolean waitsForItself(Half half, State state) {
        return half == Half.WRITE && state.isHeld(Half.READ) && !state.isHeld(Half.WRITE);
    }

    void acquire(Stmt.Acquire acquire, int place, State state, Ways ways) {
        Half half = acquire.half();
        if (acquire.interruptibly()) {
            ways.add(Ways.thrown(Failure.INTERRUPTED), notGot(half, place, state));
        }
        if (!waitsForItself(half, state)) {
            State after = acquired(half, state.value(acquire.amount()), place, state);
            Count amount = state.value(acquire.amount());
            if (half.isPermit()
                    && state.marked(Mark.GOT, half) != 0
                    && state.lots(half).has(amount)) {
                after = after.marking(Mark.TWICE, half, places(place));
            }
            ways.add(Ways.NEXT, changed(after));
        }
    }

    private State acquired(Half half, Count amount, int place, State state) {
        truth.visited().add(place);
        truth.taken().add(half);
        Count before = state.number(half);
        if (state.isVague(half)) {
            return state;
        }
        if (before.isNegative()) {
            truth.madeUpFor().add(new Truth.MadeUpFor(half, places(place)));
        }
        State after = state.acquired(half, amount, places(place));
        if (half.isPermit() && state.isHeld(half) && state.lots(half).all().size() > 1) {
            after = after.marking(Mark.MORE, half, places(place)); // more than an attempt and an acquire
        }
        after = past(place, after);
        Count sum = after.number(half);
        if (sum.constant() > (half.isPermit() ? MOST_PERMITS : MOST_HOLDS) || sum.n() > MOST_HOLDS) {
            truth.deep().add(half);
        }
        return sum.isUnsure() ? vague(half, after) : after;
    }

    /** What was not got before is not why the path ends. */
    private State past(int place, State state) {
        State next = state;
        for (Half half : Half.ALL) {
            if (half.isPermit() && state.marked(Mark.SECOND, half) != 0) {
                next = next.marking(Mark.PAST, half, places(place));
            }
        }
        return next;
    }

    State vague(Half half, State state) {
        truth.vague().add(half);
        return state.vague(half);
    }

    /** Permits that were asked for are not got: those that are held already may be forgotten. */
    private State notGot(Half half, int place, State state) {
        State next = state;
        if (half.isPermit()) {
            for (Half other : Half.ALL) {
                if (other.isPermit() && state.isHeld(other)) {
                    next = next.marking(Mark.SECOND, other, places(place));
                }
            }
        }
        return next;
    }

    void attempt(Cond.Attempt attempt, int place, State state, Answers answers) {
        Half half = attempt.half();
        truth.visited().add(place);
        State failed = notGot(half, place, state);
        if (attempt.timed()) {
            answers.fail(Failure.INTERRUPTED, failed);
        }
        boolean reentered =
                !half.isPermit() && state.isHeld(half) && (world == World.STRICT || callers == 0 && half != Half.B);
        if (!reentered) {
            answers.answer(
                    false, changed(failed)); // B need not be reentrant; a helper does not know its callers' holds
        }
        if (world.isLoose() || !waitsForItself(half, state)) {
            State after = acquired(half, state.value(attempt.amount()), place, state);
            answers.answer(true, changed(half.isPermit() ? after.marking(Mark.GOT, half, places(place)) : after));
        }
    }

    /** What is drained for the second time is another number: then nobody can tell how much is held. */
    State drained(Half half, int place, State state) {
        truth.drains().add(place);
        State next = state;
        if (state.hasDrained()) {
            for (Half other : Half.ALL) {
                if (other == half || state.number(other).drained() != 0) {
                    next = vague(other, next);
                }
            }
        }
        next = next.drained();
        return changed(acquired(half, next.value(Amount.DRAINED), place, next));
    }

    void release(Half half, Count amount, int place, State state, Ways ways) {
        truth.visited().add(place);
        if (state.isVague(half)) {
            ways.add(Ways.NEXT, state);
            return;
        }
        Count left = state.number(half).minus(amount);
        if (left.isUnsure() || world == World.STRICT && isOpen(state, half, amount, left)) {
            ways.add(Ways.NEXT, vague(half, state));
            return;
        }
        if (left.isNegative()) {
            boolean lent = !state.isHeld(half) && state.marked(Mark.SETTLED, half) == 0;
            truth.unheld()
                    .add(new Truth.Unheld(half, places(place), state.held(), state.missed(), state.isSpoiled(), lent));
            if (world == World.STRICT) {
                return;
            }
        }
        if (state.isHeld(half)) {
            truth.givenBack().add(half);
        }
        State after = state.released(half, amount);
        if (half.isPermit() && left.isPositive() && !state.lots(half).has(amount)) {
            after = after.marking(Mark.PARTLY, half, places(place));
            if (state.lots(half).all().size() == 1) {
                after = after.marking(Mark.SPLIT, half, places(place));
            }
        }
        ways.add(Ways.NEXT, left.isNegative() ? after.spoiled() : after);
    }

    /** Whether the number that is left may be none after all: the variables may hold nothing. */
    private static boolean isOpen(State state, Half half, Count amount, Count left) {
        return state.isHeld(half)
                && left.constant() == 0
                && !left.equals(Count.ZERO)
                && !state.lots(half).has(amount);
    }

    // ---- through others ----------------------------------------------------------------------------------

    /** @param depth of the innermost guard */
    void indirect(Stmt.Form form, int depth, int place, State state, Ways ways) {
        if (form instanceof Stmt.Through through) {
            through(through, place, state, ways);
        } else if (form instanceof Stmt.Bind bind) {
            ways.add(Ways.NEXT, state.bound(bind));
        } else if (form instanceof Stmt.RunBound) {
            Stmt.Bind bound = state.bound();
            if (bound == null) {
                ways.add(Ways.NEXT, state);
            } else {
                change(bound.half(), bound.take(), place, state, ways);
            }
        } else if (form instanceof Stmt.Submit submit) {
            State after = changed(state);
            ways.add(Ways.thrown(Failure.UNCHECKED), after); // refused
            release(submit.half(), after.value(submit.amount()), place, after, ways);
        } else if (form instanceof Stmt.Hand hand) {
            ways.add(Ways.returned(null), state.handing(hand.half()));
        } else if (form instanceof Stmt.Refuse) {
            ways.add(Ways.returned(null), state.handing(null));
        } else if (form instanceof Stmt.Close) {
            Half kept = depth < 0 ? null : state.guard(depth);
            if (kept == null) {
                ways.add(Ways.NEXT, state);
            } else {
                release(kept, Count.ONE, place, state, ways);
            }
        }
    }

    private void change(Half half, boolean take, int place, State state, Ways ways) {
        if (take) {
            acquire(new Stmt.Acquire(half, false), place, state, ways);
        } else {
            release(half, Count.ONE, place, state, ways);
        }
    }

    /** Of two implementations that differ nobody knows which one runs: nothing is asked any more, of whatever half. */
    private void through(Stmt.Through through, int place, State state, Ways ways) {
        if (through.door() != Stmt.Door.UNLIKE) {
            change(through.half(), through.take(), place, state, ways);
        } else if (world == World.STRICT) {
            State next = state;
            for (Half half : Half.ALL) {
                next = next.vague(half);
            }
            ways.add(Ways.NEXT, next);
        } else {
            ways.add(Ways.NEXT, state);
            change(through.half(), through.take(), place, state, ways);
        }
    }

    /** A loop turns: permits that the turn took and kept make the sum depend on how often it turns. */
    State turned(State start, State head) {
        State next = head;
        for (Half half : Half.ALL) {
            Count before = start.number(half);
            Count after = head.number(half);
            if (half.isPermit() && !head.isVague(half) && !before.equals(after)) {
                if (after.minus(before).isPositive() && after.isPositive()) {
                    Truth.Kept.of(half, head, true, null).stream()
                            .filter(kept -> (kept.sites() & ~start.sites(half)) != 0)
                            .forEach(truth.turned()::add);
                }
                next = vague(half, next);
            }
        }
        return next;
    }
}
