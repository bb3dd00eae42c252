package dev.concurrencylint.oracle;

/** Takes the ways in which an expression may come out. */
abstract class Answers {
    private final Ways ways;

    /** @param ways takes the exceptions */
    Answers(Ways ways) {
        this.ways = ways;
    }

    abstract void answer(boolean value, State after);

    void fail(Failure failure, State after) {
        ways.add(Ways.thrown(failure), after);
    }

    /** The same for a part of the expression. */
    Ways ways() {
        return ways;
    }
}
