package dev.concurrencylint.detectors.async;

import dev.concurrencylint.models.AsyncModel;

/** Calls that wait on the thread of a user interface. */
public final class AsyncBlocksUi extends BlockingDetector {
    public AsyncBlocksUi() {
        super(dev.concurrencylint.rules.async.AsyncBlocksUi.RULE, AsyncModel.Kind.UI);
    }
}
