package dev.concurrencylint.detectors.async;

import dev.concurrencylint.models.AsyncModel;

/** Calls that wait in the common pool. */
public final class AsyncBlocksCommonPool extends BlockingDetector {
    public AsyncBlocksCommonPool() {
        super(dev.concurrencylint.rules.async.AsyncBlocksCommonPool.RULE, AsyncModel.Kind.COMMON_POOL);
    }
}
