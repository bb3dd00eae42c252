package dev.concurrencylint.rules.async;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A wait in code that promises not to wait. */
public final class AsyncBlocksNonBlocking {
    public static final Rule RULE = new Rule(
            "ASYNC_BLOCKS_NON_BLOCKING",
            Family.ASYNC,
            "AsyncBlocksNonBlocking",
            Severity.ERROR,
            "blocks in code that is declared non-blocking",
            "A method that an annotation declares non-blocking reaches a call that waits: its callers, and the framework that reads the annotation, rely on the opposite.",
            List.of(1322));

    private AsyncBlocksNonBlocking() {}
}
