package dev.concurrencylint.rules.async;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A wait on the thread that completes a stage. */
public final class AsyncBlocksStage {
    public static final Rule RULE = new Rule(
            "ASYNC_BLOCKS_STAGE",
            Family.ASYNC,
            "AsyncBlocksStage",
            Severity.WARNING,
            "blocks the thread that completes a stage",
            "A stage that the completing thread runs reaches a call that waits: whose thread that is nobody here decides, and it has other work to do.",
            List.of(1322));

    private AsyncBlocksStage() {}
}
