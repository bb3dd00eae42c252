package dev.concurrencylint.rules.async;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A wait on a thread of the pool that all of the program shares. */
public final class AsyncBlocksCommonPool {
    public static final Rule RULE = new Rule(
            "ASYNC_BLOCKS_COMMON_POOL",
            Family.ASYNC,
            "AsyncBlocksCommonPool",
            Severity.WARNING,
            "blocks the common pool",
            "A task of the common pool reaches a call that waits: the pool has about as many threads as there are processors, and all of the program shares them.",
            List.of(1322, 400));

    private AsyncBlocksCommonPool() {}
}
