package dev.concurrencylint.rules.monitors;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A wait after which nobody tests again. */
public final class MonitorWaitNotInLoop {
    public static final Rule RULE = new Rule(
            "MONITOR_WAIT_NOT_IN_LOOP",
            Family.MONITORS,
            "MonitorWaitNotInLoop",
            Severity.WARNING,
            "wait without a loop that tests again",
            "No loop tests the condition again after wait() or await(): the code goes on although another thread was faster, or nobody notified at all.",
            List.of(667, 662));

    private MonitorWaitNotInLoop() {}
}
