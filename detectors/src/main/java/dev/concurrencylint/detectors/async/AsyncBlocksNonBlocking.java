package dev.concurrencylint.detectors.async;

import dev.concurrencylint.models.AsyncModel;

/** Calls that wait in code that says that it doesn't. */
public final class AsyncBlocksNonBlocking extends BlockingDetector {
    public AsyncBlocksNonBlocking() {
        super(dev.concurrencylint.rules.async.AsyncBlocksNonBlocking.RULE, AsyncModel.Kind.NON_BLOCKING);
    }
}
