package dev.concurrencylint.detectors;

import dev.concurrencylint.async.Blocked;
import dev.concurrencylint.async.Circle;
import dev.concurrencylint.async.Unfinished;
import dev.concurrencylint.pools.PoolFault;
import dev.concurrencylint.summaries.Judged;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.threads.ThreadFault;
import dev.concurrencylint.visibility.Visibility;
import dev.concurrencylint.waiting.WaitFault;
import java.util.List;

/**
 * What the analysis found out about a program.
 *
 * @param judged faults in the use of locks, by method and place
 * @param monitors how the program uses monitors
 * @param waits faults in how threads wait for one another, by method and place
 * @param blocked calls that wait on threads that must not, by method and place
 * @param unfinished promises that are handed out and that some way doesn't bring to an end, by method and place
 * @param circles calls that wait for what only they themselves, or their own threads, can do, by method and place
 * @param pools faults in how tasks are given to executors and timers, by method and place
 * @param threads faults in how threads are started and interrupted, by method and place
 * @param visibility faults in what threads see of one another's writes
 * @param places where it all stands in the source
 */
public record Known(
        List<Judged> judged,
        MonitorUse monitors,
        List<WaitFault> waits,
        List<Blocked> blocked,
        List<Unfinished> unfinished,
        List<Circle> circles,
        List<PoolFault> pools,
        List<ThreadFault> threads,
        Visibility visibility,
        Places places) {
    public Known {
        judged = List.copyOf(judged);
        waits = List.copyOf(waits);
        blocked = List.copyOf(blocked);
        unfinished = List.copyOf(unfinished);
        circles = List.copyOf(circles);
        pools = List.copyOf(pools);
        threads = List.copyOf(threads);
    }
}
