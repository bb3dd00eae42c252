package dev.concurrencylint.rules.async;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A promise that some way through the code doesn't bring to an end. */
public final class AsyncFutureNeverCompleted {
    public static final Rule RULE = new Rule(
            "ASYNC_FUTURE_NEVER_COMPLETED",
            Family.ASYNC,
            "AsyncFutureNeverCompleted",
            Severity.ERROR,
            "future is never completed on some path",
            "A promise is handed out, and some way through the code, an exception's perhaps, neither completes it nor leaves it to code that does: whoever waits for it waits for ever.",
            List.of());

    private AsyncFutureNeverCompleted() {}
}
