package dev.concurrencylint.threads;

import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with how a program uses threads. */
public final class Threads {
    private Threads() {}

    /** The faults of the program, by method and place. */
    public static List<ThreadFault> judge(Summaries summaries) {
        List<ThreadFault> faults = new ArrayList<>(new Interrupts(summaries).judge());
        faults.addAll(new Runs(summaries).judge());
        faults.sort(Comparator.comparing((ThreadFault fault) -> fault.body().method())
                .thenComparing(ThreadFault::at)
                .thenComparing(ThreadFault::kind));
        return List.copyOf(faults);
    }
}
