package dev.concurrencylint.rules.async;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A wait on a thread that serves many connections. */
public final class AsyncBlocksEventLoop {
    public static final Rule RULE = new Rule(
            "ASYNC_BLOCKS_EVENT_LOOP",
            Family.ASYNC,
            "AsyncBlocksEventLoop",
            Severity.ERROR,
            "blocks an event loop",
            "Code that runs on an event loop reaches a call that waits: all connections, timers and tasks of that thread stand still until it returns.",
            List.of(1322, 400));

    private AsyncBlocksEventLoop() {}
}
