package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Sample.Routine;
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
        LOOSE
    }

    /** A sample has more paths than are walked. */
    static final class TooManyPaths extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Sample sample;
    private final World world;
    private final Truth truth;
    /** Fields that the class writes at all: others keep their value. */
    private final Set<Integer> written = new HashSet<>();

    private int walked;
    /** The calls through which the walk came to the helper that it is in. */
    private long callers;

    private Interpreter(Sample sample, World world, Truth truth) {
        this.sample = sample;
        this.world = world;
        this.truth = truth;
        sample.routines().forEach(routine -> collectWritten(routine.body()));
    }

    private void collectWritten(List<Stmt> block) {
        for (Stmt stmt : block) {
            if (stmt.form() instanceof Stmt.SetField set) {
                written.add(set.field());
            }
            stmt.blocks().forEach(this::collectWritten);
        }
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
        new Interpreter(sample, world, truth).end(entry, starts);
    }

    private void end(Routine entry, Set<State> starts) {
        Ways ways = block(entry.body(), starts, null);
        ways.all().forEach((end, states) -> {
            truth.ended().add(entry.name());
            for (State state : states) {
                for (Half half : Half.values()) {
                    if (state.count(half) < 0) {
                        truth.below().add(half);
                    } else if (state.count(half) > 0) {
                        truth.kept()
                                .add(new Truth.Kept(
                                        half, state.sites(half), end.kind() != Ways.Kind.THROW, state.isSpoiled()));
                    }
                }
            }
        });
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
            if (acquire.interruptibly()) {
                ways.add(Ways.thrown(Failure.INTERRUPTED), state);
            }
            if (!waitsForItself(acquire.half(), state)) {
                ways.add(Ways.NEXT, changed(acquired(acquire.half(), place, state)));
            }
        } else if (form instanceof Stmt.Release release) {
            release(release.half(), place, state, ways);
        } else if (form instanceof Stmt.Drop drop) {
            attempt(drop.half(), drop.timed(), place, state, new Answers(ways) {
                @Override
                void answer(boolean value, State after) {
                    ways.add(Ways.NEXT, value ? after : after.missed(places(place)));
                }
            });
        } else if (form instanceof Stmt.SetLocal set) {
            boolean attempts = set.value() instanceof Cond.Attempt
                    || set.value() instanceof Cond.Not not && not.cond() instanceof Cond.Attempt;
            ask(set.value(), place, state, new Answers(ways) {
                @Override
                void answer(boolean value, State after) {
                    State kept = after.keeping(set.local(), attempts ? places(place) : 0);
                    boolean failed = attempts && value != set.value() instanceof Cond.Attempt;
                    ways.add(Ways.NEXT, (failed ? kept.missed(places(place)) : kept).local(set.local(), value));
                }
            });
        } else if (form instanceof Stmt.SetField set) {
            ask(set.value(), place, state, new Answers(ways) {
                @Override
                void answer(boolean value, State after) {
                    ways.add(Ways.NEXT, after.field(set.field(), value));
                }
            });
        } else if (form instanceof Stmt.If when) {
            ask(when.cond(), place, state, new Answers(ways) {
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
            run(run.helper(), run.arguments(), place, state, new Answers(ways) {
                @Override
                void answer(boolean value, State after) {
                    ways.add(Ways.NEXT, after);
                }
            });
        } else if (form instanceof Stmt.Try guarded) {
            guarded(guarded, state, caught, ways);
        }
    }

    // ---- locks -------------------------------------------------------------------------------------------

    /** A thread that reads cannot become the writer: nobody else gives its read lock back. */
    private static boolean waitsForItself(Half half, State state) {
        return half == Half.WRITE && state.count(Half.READ) > 0 && state.count(Half.WRITE) <= 0;
    }

    private State acquired(Half half, int place, State state) {
        truth.visited().add(place);
        if (state.count(half) < 0) {
            truth.settled().add(new Truth.Settled(half, places(place)));
        }
        if (state.count(half) >= 3) {
            truth.deep().add(half);
        }
        return state.acquired(half, places(place));
    }

    private long places(int place) {
        return callers | 1L << place;
    }

    private State changed(State state) {
        State next = state;
        if (world == World.LOOSE) {
            for (int field : written) {
                next = next.forgetting(field);
            }
        }
        return next;
    }

    private void release(Half half, int place, State state, Ways ways) {
        truth.visited().add(place);
        if (state.count(half) <= 0) {
            truth.unheld().add(new Truth.Unheld(half, places(place), state.held(), state.missed(), state.isSpoiled()));
            if (world == World.STRICT) {
                return;
            }
        }
        if (state.count(half) > 0) {
            truth.givenBack().add(half);
        }
        State after = state.released(half);
        ways.add(Ways.NEXT, state.count(half) <= 0 ? after.spoiled() : after);
    }

    /** Takes the ways in which an expression may come out. */
    private abstract static class Answers {
        private final Ways ways;

        Answers(Ways ways) {
            this.ways = ways;
        }

        abstract void answer(boolean value, State after);

        void fail(Failure failure, State after) {
            ways.add(Ways.thrown(failure), after);
        }
    }

    private void attempt(Half half, boolean timed, int place, State state, Answers answers) {
        truth.visited().add(place);
        if (timed) {
            answers.fail(Failure.INTERRUPTED, state);
        }
        boolean reentered = state.count(half) > 0 && (world == World.STRICT || callers == 0 && half != Half.B);
        if (!reentered) {
            answers.answer(false, changed(state)); // B need not be reentrant; a helper does not know its callers' holds
        }
        if (world == World.LOOSE || !waitsForItself(half, state)) {
            answers.answer(true, changed(acquired(half, place, state)));
        }
    }

    // ---- expressions -------------------------------------------------------------------------------------

    private void ask(Cond cond, int place, State state, Answers answers) {
        if (cond instanceof Cond.Constant constant) {
            answers.answer(constant.value(), state);
        } else if (cond instanceof Cond.Parameter parameter) {
            answers.answer(state.parameter(parameter.index()), state);
        } else if (cond instanceof Cond.Local local) {
            answers.answer(state.local(local.index()), state.looked(local.index()));
        } else if (cond instanceof Cond.Field field) {
            Boolean known = state.field(field.index());
            if (known == null || known) {
                answers.answer(true, state.field(field.index(), true));
            }
            if (known == null || !known) {
                answers.answer(false, state.field(field.index(), false));
            }
        } else if (cond instanceof Cond.Chance) {
            answers.answer(true, state);
            answers.answer(false, state);
        } else if (cond instanceof Cond.Holds holds) {
            boolean held = state.count(holds.half()) > 0;
            answers.answer(held, state);
            if (world == World.LOOSE && !held) {
                answers.answer(true, state.acquired(holds.half(), 0));
            }
        } else if (cond instanceof Cond.Attempt attempt) {
            attempt(attempt.half(), attempt.timed(), place, state, answers);
        } else if (cond instanceof Cond.Not not) {
            ask(not.cond(), place, state, new Answers(answers.ways) {
                @Override
                void answer(boolean value, State after) {
                    answers.answer(!value, after);
                }
            });
        } else if (cond instanceof Cond.Both both) {
            ask(both.left(), place, state, new Answers(answers.ways) {
                @Override
                void answer(boolean value, State after) {
                    if (value == both.and()) {
                        ask(both.right(), place, after, answers);
                    } else {
                        answers.answer(value, after);
                    }
                }
            });
        } else if (cond instanceof Cond.Answer answer) {
            run(answer.helper(), answer.arguments(), place, state, answers);
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
                    ask(loop.cond(), place, head, new Answers(ways) {
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
            heads = new LinkedHashSet<>(turned.take(Ways.NEXT));
            heads.addAll(turned.take(Ways.CONTINUE));
            ways.addAll(Ways.NEXT, turned.take(Ways.BREAK));
            ways.addAll(turned);
        }
    }

    private void answer(Stmt.Return end, int place, State state, Ways ways) {
        if (end.answer() == null) {
            ways.add(Ways.returned(null), state);
            return;
        }
        ask(end.answer(), place, state, new Answers(ways) {
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
        State after = changed(state);
        ways.add(Ways.thrown(Failure.UNCHECKED), after);
        if (call.failure() == Failure.CHECKED) {
            ways.add(Ways.thrown(Failure.CHECKED), after);
        }
        ways.add(Ways.NEXT, after);
    }

    private void run(int helper, List<Cond> arguments, int place, State state, Answers answers) {
        Routine routine = sample.routines().get(helper);
        State inside = state.frame(0);
        for (int i = 0; i < routine.parameters(); i++) {
            inside = inside.parameter(i, value(arguments.get(i), state));
        }
        long frame = state.frame();
        long outside = callers;
        callers = places(place);
        Ways ways = block(routine.body(), Set.of(inside), null);
        callers = outside;
        for (Map.Entry<Ways.End, Set<State>> way : ways.all().entrySet()) {
            Failure failure = way.getKey().failure();
            for (State after : way.getValue()) {
                if (failure != null) {
                    answers.fail(failure, after.frame(frame));
                } else if (world == World.LOOSE && !Locks.of(routine.body()).anyUsed()) {
                    answers.answer(true, after.frame(frame));
                    answers.answer(false, after.frame(frame));
                } else {
                    answers.answer(Boolean.TRUE.equals(way.getKey().answer()), after.frame(frame));
                }
            }
        }
    }

    /** Arguments are constants and variables: nothing happens while they are computed. */
    private static boolean value(Cond argument, State state) {
        if (argument instanceof Cond.Constant constant) {
            return constant.value();
        }
        if (argument instanceof Cond.Parameter parameter) {
            return state.parameter(parameter.index());
        }
        if (argument instanceof Cond.Local local) {
            return state.local(local.index());
        }
        throw new IllegalStateException("not an argument: " + argument);
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
