package dev.concurrencylint.rules.monitors;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** The monitor of a Thread, which the class library uses itself. */
public final class MonitorWaitOnThread {
    public static final Rule RULE = new Rule(
            "MONITOR_WAIT_ON_THREAD",
            Family.MONITORS,
            "MonitorWaitOnThread",
            Severity.WARNING,
            "wait() or notify() on a Thread",
            "wait(), notify() or notifyAll() is called on a Thread object, whose monitor join() and the end of the thread use for themselves.",
            List.of(662, 667));

    private MonitorWaitOnThread() {}
}
