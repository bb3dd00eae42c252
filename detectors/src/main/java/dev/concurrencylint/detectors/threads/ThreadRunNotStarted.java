package dev.concurrencylint.detectors.threads;

import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.threads.ThreadFault;
import java.util.List;

/** Threads whose code is called, and that are not started. */
public final class ThreadRunNotStarted extends ThreadDetector {
    public ThreadRunNotStarted() {
        super(dev.concurrencylint.rules.threads.ThreadRunNotStarted.RULE, ThreadFault.Kind.NOT_STARTED);
    }

    @Override
    String message(ThreadFault fault) {
        return call(fault.body(), fault.at()) + " runs the code of a thread on the thread that calls it: "
                + fault.evidence().get(0).text() + ".";
    }

    @Override
    List<Step> steps(ThreadFault fault, Known known) {
        return List.of(known.places().step(fault.body(), fault.at(), "runs the thread's code here and now"));
    }
}
