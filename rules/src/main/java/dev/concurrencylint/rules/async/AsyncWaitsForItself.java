package dev.concurrencylint.rules.async;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A wait that cannot end before it has ended. */
public final class AsyncWaitsForItself {
    public static final Rule RULE = new Rule(
            "ASYNC_WAITS_FOR_ITSELF",
            Family.ASYNC,
            "AsyncWaitsForItself",
            Severity.ERROR,
            "waits for itself",
            "A stage, listener or loop task waits for what only it, or its own thread, can complete: it never goes on, and neither does its thread.",
            List.of(833));

    private AsyncWaitsForItself() {}
}
