package dev.concurrencylint.waiting;

import dev.concurrencylint.program.MethodInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search on one way upwards.
 *
 * @param way the calls from here to where it began, the first one first
 * @param seen what all ways have asked
 */
record Search(Answer answer, List<Witness.Call> way, Set<Visit> seen) {
    /** @param giver the call on the way that gives the object; each of them is asked for itself */
    record Visit(MethodInfo method, Wanted wanted, Witness.@Nullable Call giver) {}

    /** Above the call. */
    Search after(Witness.Call call) {
        List<Witness.Call> longer = new ArrayList<>(way);
        longer.add(0, call);
        return new Search(answer, longer, seen);
    }

    /** Whether this is the first time that the method is asked, for that giver. */
    boolean isFirst(MethodInfo method, Wanted wanted) {
        return seen.add(new Visit(
                method,
                wanted,
                way.stream().filter(answer.givers()::contains).findFirst().orElse(null)));
    }
}
