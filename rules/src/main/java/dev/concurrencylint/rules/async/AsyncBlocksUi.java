package dev.concurrencylint.rules.async;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A wait on the thread that paints and takes input. */
public final class AsyncBlocksUi {
    public static final Rule RULE = new Rule(
            "ASYNC_BLOCKS_UI",
            Family.ASYNC,
            "AsyncBlocksUi",
            Severity.ERROR,
            "blocks the event thread of the user interface",
            "Code that runs on the event thread of the user interface reaches a call that waits: until it returns, nothing is painted and no input is taken.",
            List.of(1322));

    private AsyncBlocksUi() {}
}
