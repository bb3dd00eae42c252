package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Sample.Routine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks every path of a sample: each parameter, each answer and each attempt both ways, each unknown call with and without an
 * exception, each loop up to a number of turns. States are exact; equal ones are walked once. It knows nothing of the engine.
 */
final class Interpreter {
    /** Turns of a loop after which a path is given up. */
    static final int TURNS = 4;

    /** States after which a sample is not walked to the end. */
    private static final int MOST_STATES = 60_000;

    /** What is allowed to happen. */
    enum World {
        /** Nobody else writes a field, and a fault ends the path. */
        STRICT,
        /**
         * Fields change whenever the thread takes a lock or calls unknown code, callers may hold what the method asks for, a helper
         * that uses no lock answers anything, and a path goes on after a fault.
         */
        LOOSE,
        /** The same, and whatever is called is given any arguments and finds any fields. */
        LOOSER;

        boolean isLoose() {
            return this != STRICT;
        }
    }

    /** A sample has more paths than are walked. */
    static final class TooManyPaths extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Sample sample;
    private final World world;
    private final Truth truth;
    private final Holding holding;
    private final Conditions conditions;
    private final Meetings meetings;
    /** The blocks of the templates that the walk is in, the innermost last. */
    private final List<Block> blocks = new ArrayList<>();
    /** How many guards the method that is walked keeps. */
    private int guards;

    private int walked;

    /** A block that was passed to a template, with the state of the method that passed it. */
    private record Block(List<Stmt> body, State frame, long callers) {}

    private Interpreter(Sample sample, World world, Truth truth) {
        this.sample = sample;
        this.world = world;
        this.truth = truth;
        this.holding = new Holding(sample, world, truth);
        this.meetings = new Meetings(world, truth, holding);
        this.conditions = new Conditions(this, world, holding, meetings);
    }

    /**
     * Walks the paths of the method from a start on which nothing is held.
     *
     * @param truth takes what is found
     * @throws TooManyPaths if they are more than the bound
     */
    static void walk(Sample sample, Routine entry, World world, Truth truth) {
        Set<State> starts = new LinkedHashSet<>();
        for (int values = 0; values < 1 << entry.parameters(); values++) {
            State start = State.START;
            for (int i = 0; i < entry.parameters(); i++) {
                start = start.parameter(i, (values >> i & 1) != 0);
            }
            starts.add(start);
        }
        Interpreter interpreter = new Interpreter(sample, world, truth);
        Set<State> inside = new LinkedHashSet<>();
        starts.forEach(start -> inside.add(interpreter.meetings.entered(entry, start)));
        interpreter.end(entry, inside);
    }

    private void end(Routine entry, Set<State> starts) {
        Ways ways = block(entry.body(), starts, null);
        ways.all().forEach((end, states) -> {
            truth.ended().add(entry.name());
            for (State state : states) {
                truth.widths().computeIfAbsent(0, k -> new HashSet<>()).add(state.counts());
                Half handed = entry.role() == Sample.Role.WRAPPER ? state.handed() : null;
                end(end, handed == null ? state : state.released(handed, Count.ONE));
            }
        });
    }

    private void end(Ways.End end, State state) {
        boolean normal = end.kind() != Ways.Kind.THROW;
        for (Half half : Half.ALL) {
            Count number = state.number(half);
            if (number.isNegative()) {
                truth.below().add(half);
                continue;
            }
            if (number.isPositive()) {
                truth.kept().addAll(Truth.Kept.of(half, state, normal, end.answer()));
            }
            if (normal) {
                truth.level().add(half);
                long settled = state.marked(State.Mark.SETTLED, half) & ~state.sites(half);
                if (settled != 0) {
                    truth.settled().add(new Truth.Settled(half, settled, end.answer()));
                }
            }
        }
    }

    private Ways block(List<Stmt> block, Set<State> starts, @Nullable Failure caught) {
        Ways ways = new Ways();
        Set<State> here = starts;
        for (Stmt stmt : block) {
            Ways next = new Ways();
            for (State state : here) {
                if (++walked > MOST_STATES) {
                    throw new TooManyPaths();
                }
                stmt(stmt, state, caught, next);
            }
            here = next.take(Ways.NEXT);
            ways.addAll(next);
        }
        ways.addAll(Ways.NEXT, here);
        return ways;
    }

    private void stmt(Stmt stmt, State state, @Nullable Failure caught, Ways ways) {
        Stmt.Form form = stmt.form();
        int place = stmt.line() - JavaText.HEADER;
        truth.widths().computeIfAbsent(place, k -> new HashSet<>()).add(state.counts());
        if (form instanceof Stmt.Acquire acquire) {
            holding.acquire(acquire, place, state, ways);
        } else if (form instanceof Stmt.Release release) {
            holding.release(release.half(), state.value(release.amount()), place, state, ways);
        } else if (form instanceof Stmt.Drop drop) {
            Cond.Attempt attempt = new Cond.Attempt(drop.half(), drop.timed(), drop.amount());
            holding.attempt(attempt, place, state, new Answers(ways) {
                @Override
                void answer(boolean value, State after) {
                    ways.add(Ways.NEXT, value ? after : after.missed(holding.places(place)));
                }
            });
        } else if (form instanceof Stmt.Drain drain) {
            ways.add(Ways.NEXT, holding.drained(drain.half(), place, state));
        } else if (form instanceof Stmt.Bump) {
            ways.add(Ways.NEXT, state.bumped());
        } else if (form instanceof Stmt.SetLocal set) {
            boolean attempts = set.value() instanceof Cond.Attempt
                    || set.value() instanceof Cond.Not not && not.cond() instanceof Cond.Attempt;
            conditions.ask(set.value(), place, state, new Answers(ways) {
                @Override
                void answer(boolean value, State after) {
                    State kept = after.keeping(set.local(), attempts ? holding.places(place) : 0);
                    boolean failed = attempts && value != set.value() instanceof Cond.Attempt;
                    ways.add(Ways.NEXT, (failed ? kept.missed(holding.places(place)) : kept).local(set.local(), value));
                }
            });
        } else if (form instanceof Stmt.SetField set) {
            conditions.ask(set.value(), place, state, new Answers(ways) {
                @Override
                void answer(boolean value, State after) {
                    ways.add(Ways.NEXT, after.field(set.field(), value));
                }
            });
        } else if (form instanceof Stmt.If when) {
            conditions.ask(when.cond(), place, state, new Answers(ways) {
                @Override
                void answer(boolean value, State after) {
                    ways.addAll(block(value ? when.then() : when.otherwise(), Set.of(after), caught));
                }
            });
        } else if (form instanceof Stmt.While loop) {
            loop(loop, place, state, caught, ways);
        } else if (form instanceof Stmt.Break) {
            ways.add(Ways.BREAK, state);
        } else if (form instanceof Stmt.Continue) {
            ways.add(Ways.CONTINUE, state);
        } else if (form instanceof Stmt.Return end) {
            answer(end, place, state, ways);
        } else if (form instanceof Stmt.Throw raise) {
            ways.add(Ways.thrown(raise.failure()), state);
        } else if (form instanceof Stmt.Rethrow) {
            ways.add(Ways.thrown(caught == null ? Failure.UNCHECKED : caught), state);
        } else if (form instanceof Stmt.Call call) {
            call(call, state, ways);
        } else if (form instanceof Stmt.Run run) {
            called(new Cond.Answer(run.helper(), run.arguments(), run.amount()), place, state, ways);
        } else if (form instanceof Stmt.Through
                || form instanceof Stmt.Bind
                || form instanceof Stmt.RunBound
                || form instanceof Stmt.Submit
                || form instanceof Stmt.Hand
                || form instanceof Stmt.Refuse
                || form instanceof Stmt.Close) {
            holding.indirect(form, guards - 1, place, state, ways);
        } else if (form instanceof Stmt.Within within) {
            within(within, place, state, ways);
        } else if (form instanceof Stmt.RunBlock) {
            passed(state, ways);
        } else if (form instanceof Stmt.Keep keep) {
            keep(keep, place, state, caught, ways);
        } else if (form instanceof Stmt.Pass pass) {
            Meetings.@Nullable Given outside = meetings.give(pass.spot(), place);
            called(new Cond.Answer(pass.helper(), List.of()), place, state, ways);
            meetings.given(outside);
        } else if (form instanceof Stmt.Await || form instanceof Stmt.Wake || form instanceof Stmt.Post) {
            meetings.meet(form, place, state, ways);
        } else if (form instanceof Stmt.Synchronized block) {
            Spot spot = meetings.meant(block.spot());
            block(block.body(), Set.of(meetings.entered(spot, state)), caught)
                    .all()
                    .forEach((end, states) -> states.forEach(after -> ways.add(end, after.leaving(spot))));
        } else if (form instanceof Stmt.Try guarded) {
            guarded(guarded, state, caught, ways);
        }
    }

    // ---- control -----------------------------------------------------------------------------------------

    private void loop(Stmt.While loop, int place, State start, @Nullable Failure caught, Ways ways) {
        Set<State> seen = new LinkedHashSet<>();
        Set<State> heads = new LinkedHashSet<>();
        heads.add(start);
        for (int turn = 0; turn <= TURNS && !heads.isEmpty(); turn++) {
            Set<State> bodies = new LinkedHashSet<>();
            for (State head : heads) {
                if (++walked > MOST_STATES) {
                    throw new TooManyPaths();
                }
                if (seen.add(head)) {
                    conditions.ask(loop.cond(), place, head, new Answers(ways) {
                        @Override
                        void answer(boolean value, State after) {
                            if (value) {
                                bodies.add(after);
                            } else {
                                ways.add(Ways.NEXT, after);
                            }
                        }
                    });
                }
            }
            Ways turned = block(loop.body(), bodies, caught);
            heads = new LinkedHashSet<>();
            for (Ways.End again : List.of(Ways.NEXT, Ways.CONTINUE)) {
                for (State state : turned.take(again)) {
                    heads.add(holding.turned(start, state));
                }
            }
            ways.addAll(Ways.NEXT, turned.take(Ways.BREAK));
            ways.addAll(turned);
        }
    }

    private void answer(Stmt.Return end, int place, State state, Ways ways) {
        if (end.answer() == null) {
            ways.add(Ways.returned(null), state);
            return;
        }
        conditions.ask(end.answer(), place, state, new Answers(ways) {
            @Override
            void answer(boolean value, State after) {
                ways.add(Ways.returned(value), after);
            }
        });
    }

    private void call(Stmt.Call call, State state, Ways ways) {
        if (call.failure() == null) {
            ways.add(Ways.NEXT, state);
            return;
        }
        State after = holding.changed(state);
        ways.add(Ways.thrown(Failure.UNCHECKED), after);
        if (call.failure() == Failure.CHECKED) {
            ways.add(Ways.thrown(Failure.CHECKED), after);
        }
        ways.add(Ways.NEXT, after);
    }

    // ---- other methods -----------------------------------------------------------------------------------

    /** Nobody looks at what is returned. */
    private void called(Cond.Answer call, int place, State state, Ways ways) {
        run(call, place, state, new Answers(ways) {
            @Override
            void answer(boolean value, State after) {
                ways.add(Ways.NEXT, after.handing(null));
            }
        });
    }

    void run(Cond.Answer call, int place, State state, Answers answers) {
        Routine routine = sample.routines().get(call.helper());
        State inside = state.entered(routine.sized() ? state.value(call.amount()) : Count.ZERO);
        for (int i = 0; i < routine.parameters(); i++) {
            inside = inside.parameter(i, Conditions.argument(call.arguments().get(i), state));
        }
        long outside = holding.callers();
        holding.callers(holding.places(place));
        int kept = guards;
        guards = 0;
        Ways ways = block(routine.body(), holding.starts(routine, meetings.entered(routine, inside)), null);
        guards = kept;
        holding.callers(outside);
        for (Map.Entry<Ways.End, Set<State>> way : ways.all().entrySet()) {
            Failure failure = way.getKey().failure();
            for (State last : way.getValue()) {
                State after = Meetings.left(routine, last);
                if (failure != null) {
                    answers.fail(failure, after.inFrameOf(state));
                } else if (world.isLoose() && !Locks.of(routine.body()).anyUsed()) {
                    answers.answer(true, after.inFrameOf(state));
                    answers.answer(false, after.inFrameOf(state));
                } else {
                    answers.answer(Boolean.TRUE.equals(way.getKey().answer()), after.inFrameOf(state));
                }
            }
        }
    }

    private void within(Stmt.Within within, int place, State state, Ways ways) {
        blocks.add(new Block(within.block(), state, holding.callers()));
        called(new Cond.Answer(within.helper(), List.of()), place, state, ways);
        blocks.remove(blocks.size() - 1);
    }

    /** The block runs with the variables of the method that passed it, which does not change them. */
    private void passed(State state, Ways ways) {
        if (blocks.isEmpty()) { // the template is walked alone: the block is unknown code
            call(new Stmt.Call(Failure.UNCHECKED), state, ways);
            return;
        }
        Block passed = blocks.remove(blocks.size() - 1);
        long inside = holding.callers();
        holding.callers(passed.callers());
        Ways inner = block(passed.body(), Set.of(holding.found(state.inFrameOf(passed.frame()))), null);
        holding.callers(inside);
        blocks.add(passed);
        inner.all()
                .forEach((end, states) -> states.forEach(after -> ways.add(
                        end.failure() == null ? Ways.NEXT : Ways.thrown(end.failure()), after.inFrameOf(state))));
    }

    private void keep(Stmt.Keep keep, int place, State state, @Nullable Failure caught, Ways ways) {
        Set<State> kept = new LinkedHashSet<>();
        int depth = guards;
        run(new Cond.Answer(keep.helper(), List.of()), place, state, new Answers(ways) {
            @Override
            void answer(boolean value, State after) {
                kept.add(after.keepingGuard(depth));
            }
        });
        guards++;
        Ways inner = block(keep.body(), kept, caught);
        guards--;
        inner.all()
                .forEach((end, states) -> states.forEach(after -> {
                    if (keep.automatic()) {
                        Ways closed = new Ways();
                        holding.indirect(new Stmt.Close(), depth, place, after, closed);
                        closed.take(Ways.NEXT).forEach(free -> ways.add(end, free.forgettingGuard(depth)));
                    } else {
                        ways.add(end, after.forgettingGuard(depth));
                    }
                }));
    }

    private void guarded(Stmt.Try guarded, State state, @Nullable Failure caught, Ways ways) {
        Ways inner = block(guarded.body(), Set.of(state), caught);
        Ways clauses = new Ways();
        for (Stmt.Clause clause : guarded.clauses()) {
            for (Failure failure : Failure.values()) {
                if (clause.caught().catches(failure)) {
                    clauses.addAll(block(clause.body(), inner.take(Ways.thrown(failure)), failure));
                }
            }
        }
        inner.addAll(clauses);
        if (guarded.last() == null) {
            ways.addAll(inner);
            return;
        }
        inner.all().forEach((end, states) -> {
            Ways last = block(guarded.last(), states, caught);
            ways.addAll(end, last.take(Ways.NEXT));
            ways.addAll(last);
        });
    }
}
