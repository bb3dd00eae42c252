package dev.concurrencylint.detectors.async;

import dev.concurrencylint.models.AsyncModel;

/** Calls that wait on an event loop. */
public final class AsyncBlocksEventLoop extends BlockingDetector {
    public AsyncBlocksEventLoop() {
        super(dev.concurrencylint.rules.async.AsyncBlocksEventLoop.RULE, AsyncModel.Kind.EVENT_LOOP);
    }
}
