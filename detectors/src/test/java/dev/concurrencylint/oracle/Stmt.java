package dev.concurrencylint.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a sample.
 *
 * @param line where it stands in the printed program; 0 before it is printed
 */
record Stmt(Form form, int line) {
    /** What the statement does. */
    sealed interface Form {}

    /** @param amount how many permits; one for a lock */
    record Acquire(Half half, boolean interruptibly, Amount amount) implements Form {
        Acquire(Half half, boolean interruptibly) {
            this(half, interruptibly, Amount.ONE);
        }
    }

    record Release(Half half, Amount amount) implements Form {
        Release(Half half) {
            this(half, Amount.ONE);
        }
    }

    /** An attempt whose answer nobody looks at. */
    record Drop(Half half, boolean timed, Amount amount) implements Form {
        Drop(Half half, boolean timed) {
            this(half, timed, Amount.ONE);
        }
    }

    /** Takes all permits that there are, and keeps their number. */
    record Drain(Half half) implements Form {}

    /** The number that was passed to the method becomes another one. */
    record Bump() implements Form {}

    record SetLocal(int local, Cond value) implements Form {}

    record SetField(int field, Cond value) implements Form {}

    record If(Cond cond, List<Stmt> then, List<Stmt> otherwise) implements Form {
        If {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }
    }

    record While(Cond cond, List<Stmt> body) implements Form {
        While {
            body = List.copyOf(body);
        }
    }

    record Break() implements Form {}

    record Continue() implements Form {}

    /** @param answer null in a method that answers nothing */
    record Return(@Nullable Cond answer) implements Form {}

    record Throw(Failure failure) implements Form {}

    /** Throws again what the innermost clause caught. */
    record Rethrow() implements Form {}

    /**
     * A call of code that nobody has seen, or of a method that never throws.
     *
     * @param failure CHECKED where it declares an exception besides what all unknown code may throw; null where it never throws
     */
    record Call(@Nullable Failure failure) implements Form {}

    /** @param amount what is passed to a helper that asks for a number */
    record Run(int helper, List<Cond> arguments, Amount amount) implements Form {
        Run {
            arguments = List.copyOf(arguments);
        }

        Run(int helper, List<Cond> arguments) {
            this(helper, arguments, Amount.ONE);
        }
    }

    /** Takes or gives back through an interface. */
    record Through(Door door, Half half, boolean take) implements Form {}

    /**
     * The method's local {@code Runnable} is bound to an operation.
     *
     * @param reference whether as a method reference
     */
    record Bind(Half half, boolean take, boolean reference) implements Form {}

    /** Runs what the local is bound to. */
    record RunBound() implements Form {}

    /**
     * Gives a task to an executor that gives permits back.
     *
     * @param works whether the task does something first that may throw
     */
    record Submit(Half half, Amount amount, boolean works) implements Form {}

    /** Calls a helper with a block, which the helper runs. */
    record Within(int helper, List<Stmt> block) implements Form {
        Within {
            block = List.copyOf(block);
        }
    }

    /** Runs the block that was passed. */
    record RunBlock() implements Form {}

    /** Returns a guard. */
    record Hand(Half half, Guard guard) implements Form {}

    /** Returns no guard, for want of the lock. */
    record Refuse() implements Form {}

    /**
     * Keeps the guard that a helper returns, for a block.
     *
     * @param automatic whether a try-with-resources closes it
     */
    record Keep(int helper, boolean automatic, List<Stmt> body) implements Form {
        Keep {
            body = List.copyOf(body);
        }
    }

    /** Closes the guard that is kept, if there is one. */
    record Close() implements Form {}

    /**
     * Waits.
     *
     * @param asMonitor whether by the method that every object has; conditions have others
     */
    record Await(Spot spot, boolean timed, boolean asMonitor) implements Form {}

    /** Wakes who waits there: one, or all. */
    record Wake(Spot spot, boolean all, boolean asMonitor) implements Form {
        String operation() {
            return (asMonitor ? "notify" : "signal") + (all ? "All" : "");
        }
    }

    /** The block runs under the monitor of the object. */
    record Synchronized(Spot spot, List<Stmt> body) implements Form {
        Synchronized {
            body = List.copyOf(body);
        }
    }

    /** Calls a helper with what it waits on. */
    record Pass(int helper, Spot spot) implements Form {}

    /** Gives a task to an executor that wakes who waits there. */
    record Post(Spot spot, boolean all, Task task) implements Form {
        Wake wake() {
            return new Wake(spot, all, !spot.isCondition());
        }
    }

    /** How a task wakes. */
    enum Task {
        REFERENCE,
        LAMBDA,
        /** A lambda that takes what it needs. */
        UNDER
    }

    /** Leaves the monitor of what is in the slot: the end of a synchronized block, where a compiler writes it out. */
    record Leave(int slot) implements Form {}

    /** An interface, and how many implementations it has. */
    enum Door {
        /** One, that does what it says. */
        ONE,
        /** Two that do the same. */
        ALIKE,
        /** Two of which one does nothing. */
        UNLIKE;

        /** The field with the implementation. */
        String field() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The simple name of the interface. */
        String type() {
            return switch (this) {
                case ONE -> "One";
                case ALIKE -> "Alike";
                case UNLIKE -> "Unlike";
            };
        }
    }

    /** How a guard is made. */
    enum Guard {
        OBJECT,
        LAMBDA,
        REFERENCE
    }

    /** @param last the {@code finally} block, null for none */
    record Try(
            List<Stmt> body, List<Clause> clauses, @Nullable List<Stmt> last) implements Form {
        Try {
            body = List.copyOf(body);
            clauses = List.copyOf(clauses);
            last = last == null ? null : List.copyOf(last);
        }
    }

    /** The types of a clause. */
    enum Caught {
        INTERRUPTED("InterruptedException"),
        RUNTIME("RuntimeException"),
        ANY("Exception");

        private final String type;

        Caught(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }

        boolean catches(Failure failure) {
            return switch (this) {
                case INTERRUPTED -> failure == Failure.INTERRUPTED;
                case RUNTIME -> failure == Failure.UNCHECKED;
                case ANY -> true;
            };
        }
    }

    record Clause(Caught caught, List<Stmt> body) {
        Clause {
            body = List.copyOf(body);
        }
    }

    static Stmt of(Form form) {
        return new Stmt(form, 0);
    }

    /** The blocks of the statement, in the order of the text. */
    List<List<Stmt>> blocks() {
        List<List<Stmt>> blocks = new ArrayList<>();
        if (form instanceof If when) {
            blocks.add(when.then());
            blocks.add(when.otherwise());
        } else if (form instanceof While loop) {
            blocks.add(loop.body());
        } else if (form instanceof Within within) {
            blocks.add(within.block());
        } else if (form instanceof Keep keep) {
            blocks.add(keep.body());
        } else if (form instanceof Synchronized block) {
            blocks.add(block.body());
        } else if (form instanceof Try guarded) {
            blocks.add(guarded.body());
            guarded.clauses().forEach(clause -> blocks.add(clause.body()));
            if (guarded.last() != null) {
                blocks.add(guarded.last());
            }
        }
        return blocks;
    }

    /** The same statement with other blocks; the function is called in the order of {@link #blocks}. */
    Stmt withBlocks(UnaryOperator<List<Stmt>> change) {
        Form changed = form;
        if (form instanceof If when) {
            changed = new If(when.cond(), change.apply(when.then()), change.apply(when.otherwise()));
        } else if (form instanceof While loop) {
            changed = new While(loop.cond(), change.apply(loop.body()));
        } else if (form instanceof Within within) {
            changed = new Within(within.helper(), change.apply(within.block()));
        } else if (form instanceof Keep keep) {
            changed = new Keep(keep.helper(), keep.automatic(), change.apply(keep.body()));
        } else if (form instanceof Synchronized block) {
            changed = new Synchronized(block.spot(), change.apply(block.body()));
        } else if (form instanceof Try guarded) {
            List<Stmt> body = change.apply(guarded.body());
            List<Clause> clauses = new ArrayList<>();
            guarded.clauses().forEach(clause -> clauses.add(new Clause(clause.caught(), change.apply(clause.body()))));
            changed = new Try(body, clauses, guarded.last() == null ? null : change.apply(guarded.last()));
        }
        return new Stmt(changed, line);
    }

    /** The same statement with other amounts, also where it asks for them in a condition. */
    Stmt withAmount(UnaryOperator<Amount> change) {
        Form changed = form;
        if (form instanceof Acquire acquire) {
            changed = new Acquire(acquire.half(), acquire.interruptibly(), change.apply(acquire.amount()));
        } else if (form instanceof Release release) {
            changed = new Release(release.half(), change.apply(release.amount()));
        } else if (form instanceof Drop drop) {
            changed = new Drop(drop.half(), drop.timed(), change.apply(drop.amount()));
        } else if (form instanceof Run run) {
            changed = new Run(run.helper(), run.arguments(), change.apply(run.amount()));
        } else if (form instanceof Submit submit) {
            changed = new Submit(submit.half(), change.apply(submit.amount()), submit.works());
        }
        return new Stmt(changed, line).withCond(cond -> cond.withAmount(change));
    }

    Stmt withCond(UnaryOperator<Cond> change) {
        Form changed = form;
        if (form instanceof If when) {
            changed = new If(change.apply(when.cond()), when.then(), when.otherwise());
        } else if (form instanceof While loop) {
            changed = new While(change.apply(loop.cond()), loop.body());
        } else if (form instanceof SetLocal set) {
            changed = new SetLocal(set.local(), change.apply(set.value()));
        } else if (form instanceof SetField set) {
            changed = new SetField(set.field(), change.apply(set.value()));
        } else if (form instanceof Return end && end.answer() != null) {
            changed = new Return(change.apply(end.answer()));
        }
        return new Stmt(changed, line);
    }
}
