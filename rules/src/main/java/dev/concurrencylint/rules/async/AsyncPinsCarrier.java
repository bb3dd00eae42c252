package dev.concurrencylint.rules.async;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A virtual thread that waits with a monitor. */
public final class AsyncPinsCarrier {
    public static final Rule RULE = new Rule(
            "ASYNC_PINS_CARRIER",
            Family.ASYNC,
            "AsyncPinsCarrier",
            Severity.WARNING,
            "virtual thread waits with a monitor",
            "A virtual thread waits while it holds a monitor: before Java 24 it keeps its carrier thread all the time, and when all carriers are kept, no virtual thread goes on.",
            List.of(410));

    private AsyncPinsCarrier() {}
}
