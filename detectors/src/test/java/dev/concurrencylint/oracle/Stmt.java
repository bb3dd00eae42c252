package dev.concurrencylint.oracle;

import java.util.ArrayList;
import java.util.List;
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

    record Acquire(Half half, boolean interruptibly) implements Form {}

    record Release(Half half) implements Form {}

    /** An attempt whose answer nobody looks at. */
    record Drop(Half half, boolean timed) implements Form {}

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

    record Run(int helper, List<Cond> arguments) implements Form {
        Run {
            arguments = List.copyOf(arguments);
        }
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
        } else if (form instanceof Try guarded) {
            List<Stmt> body = change.apply(guarded.body());
            List<Clause> clauses = new ArrayList<>();
            guarded.clauses().forEach(clause -> clauses.add(new Clause(clause.caught(), change.apply(clause.body()))));
            changed = new Try(body, clauses, guarded.last() == null ? null : change.apply(guarded.last()));
        }
        return new Stmt(changed, line);
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
