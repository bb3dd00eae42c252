package dev.concurrencylint.detectors.async;

import dev.concurrencylint.models.AsyncModel;

/** Calls that wait in stages that the completing thread runs. */
public final class AsyncBlocksStage extends BlockingDetector {
    public AsyncBlocksStage() {
        super(dev.concurrencylint.rules.async.AsyncBlocksStage.RULE, AsyncModel.Kind.STAGE);
    }
}
