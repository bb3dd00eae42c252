package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Interpreter.World;

/** How conditions may come out. */
final class Conditions {
    private final Interpreter interpreter;
    private final World world;
    private final Holding holding;
    private final Meetings meetings;

    Conditions(Interpreter interpreter, World world, Holding holding, Meetings meetings) {
        this.meetings = meetings;
        this.interpreter = interpreter;
        this.world = world;
        this.holding = holding;
    }

    void ask(Cond cond, int place, State state, Answers answers) {
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
            boolean held = state.isHeld(holds.half());
            answers.answer(held, state);
            if (world.isLoose() && !held) {
                answers.answer(true, state.acquired(holds.half(), new Count(1, 0, 0), 0));
            }
        } else if (cond instanceof Cond.Entered entered) {
            Spot spot = meetings.meant(entered.spot());
            boolean held = state.isEntered(spot);
            answers.answer(held, state);
            if (world.isLoose() && !held) {
                answers.answer(true, state.entering(spot));
            }
        } else if (cond instanceof Cond.Attempt attempt) {
            holding.attempt(attempt, place, state, answers);
        } else if (cond instanceof Cond.Not not) {
            ask(not.cond(), place, state, new Answers(answers.ways()) {
                @Override
                void answer(boolean value, State after) {
                    answers.answer(!value, after);
                }
            });
        } else if (cond instanceof Cond.Both both) {
            ask(both.left(), place, state, new Answers(answers.ways()) {
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
            interpreter.run(answer, place, state, answers);
        }
    }

    /** Arguments are constants and variables: nothing happens while they are computed. */
    static boolean argument(Cond argument, State state) {
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
}
