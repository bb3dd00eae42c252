package dev.concurrencylint.rules.threads;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** The code of a thread is called, and the thread is not started. */
public final class ThreadRunNotStarted {
    public static final Rule RULE = new Rule(
            "THREAD_RUN_NOT_STARTED",
            Family.THREADS,
            "ThreadRunNotStarted",
            Severity.ERROR,
            "Thread run in place of started",
            "run() is called on a thread: its code runs on the thread that calls, which waits for it, and the thread itself never starts.",
            List.of(572));

    private ThreadRunNotStarted() {}
}
