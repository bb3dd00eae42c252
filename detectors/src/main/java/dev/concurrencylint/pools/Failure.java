package dev.concurrencylint.pools;

import dev.concurrencylint.pools.PoolFault.Stop;
import dev.concurrencylint.pools.PoolFault.Why;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.summaries.Body;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An unchecked exception, or one that nobody has to catch, that leaves a method.
 *
 * @param type internal name
 * @param level by how many calls what throws is away from the task
 * @param stops the calls on the way, and last what throws; at least one
 */
record Failure(String type, Why why, Confidence confidence, int level, List<Stop> stops) {
    /** The surest first, then the nearest, then the first in the code. */
    static final Comparator<Failure> ORDER = Comparator.comparing(Failure::confidence)
            .thenComparing(Failure::level)
            .thenComparing(Failure::why)
            .thenComparing(failure -> failure.stops().get(0).at());

    Failure {
        stops = List.copyOf(stops);
    }

    /** The same by a call that leads there. */
    Failure through(Body caller, int at, boolean isSure) {
        List<Stop> all = new ArrayList<>(stops.size() + 1);
        all.add(new Stop(caller, at));
        all.addAll(stops);
        return new Failure(type, why, isSure ? confidence : lower(confidence), level, all);
    }

    static Confidence lower(Confidence confidence) {
        return confidence == Confidence.HIGH ? Confidence.MEDIUM : Confidence.LOW;
    }
}
