package dev.concurrencylint.oracle;

/** Where the rules promise less than a fault for every bad path, and why. What falls under one is counted, not compared. */
enum Limit {
    PAIR("another public method does the other half: the two are a pair (rules.md, LOCK_NOT_RELEASED)"),
    DISPATCHER("one method takes on one way and gives back on another, and never both: the two halves of a pair"),
    INSIDE_OUT(
            "it is taken again before the method ends: the callers' hold is lent (rules.md, LOCK_RELEASED_NOT_HELD)"),
    ENDLESS("no path with the fault ever ends: only ends are judged"),
    DEEP("held more than three times: past that the count is not exact (Hold.MOST)"),
    WIDE("some place is reached with more ways of holding than the analysis keeps apart (decision 4)"),
    UNREACHED("a helper is judged for arguments that nobody gives it"),
    CAUSED("what is taken makes up for a release too many before: one fault, told at its other end"),
    COUNTED_ON("a finally counts on a failure where the interpreter knows that nothing fails"),
    NOT_MEANT("no path that returns gives the permits back: a budget, a gate, or half of a pair (PERMIT_NOT_RELEASED)"),
    ONLY_GIVES(
            "the method only releases, or more than it takes whenever it returns: half of a pair, or a limit that grows (PERMIT_RELEASED_NOT_ACQUIRED)"),
    VAGUE("some path can't tell how many permits are held: that depends on variables, or on how often a loop turns"),
    CALLED(
            "a callee waits or wakes for arguments, or for fields, that no caller has when it calls: it is judged for all"),
    SPOILED("another fault of the lock is told: from there on it is not clear whether the lock is held"),
    ASKED(
            "a helper that was called before asks what its thread holds: then it may not go on without (Holders.asksByHelper)"),
    LOW("reported with low confidence, and the evidence says why");

    private final String reason;

    Limit(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
