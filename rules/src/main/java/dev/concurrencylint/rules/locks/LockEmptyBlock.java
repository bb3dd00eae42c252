package dev.concurrencylint.rules.locks;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A synchronized statement with nothing in it. */
public final class LockEmptyBlock {
    public static final Rule RULE = new Rule(
            "LOCK_EMPTY_BLOCK",
            Family.LOCKS,
            "LockEmptyBlock",
            Severity.WARNING,
            "empty synchronized block",
            "The block enters a monitor and leaves it again without doing anything in between: it guards nothing.",
            List.of(585));

    private LockEmptyBlock() {}
}
