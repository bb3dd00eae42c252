package dev.concurrencylint.summaries;

import dev.concurrencylint.flow.Effect;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.flow.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a call of known effect gives back for its caller. */
final class GivenBack {
    private GivenBack() {}

    /** What every normal end gives back once. */
    static List<Value> always(Effect effect) {
        Set<Value> all = null;
        if (effect instanceof Effect.Known known) {
            for (Effect.Exit exit : known.exits()) {
                if (exit.isNormal() && !isOfNull(exit)) {
                    Set<Value> here = new LinkedHashSet<>();
                    exit.deltas().forEach((name, delta) -> {
                        if (delta == -1) {
                            here.add(name);
                        }
                    });
                    if (all == null) {
                        all = here;
                    } else {
                        all.retainAll(here);
                    }
                }
            }
        }
        return all == null ? List.of() : List.copyOf(all);
    }

    /** Whether it is how the method ends if there is nothing to close. */
    private static boolean isOfNull(Effect.Exit exit) {
        return exit.guards().stream()
                .anyMatch(guard -> guard.left() instanceof Value.Parameter
                        && guard.right() instanceof Value.Null
                        && guard.bits() == FlowResult.EQUAL);
    }

    /** The permits that some normal end gives back. */
    static Set<Value.Permits> permits(Effect effect) {
        Set<Value.Permits> all = new LinkedHashSet<>();
        if (effect instanceof Effect.Known known) {
            for (Effect.Exit exit : known.exits()) {
                if (exit.isNormal()) {
                    exit.deltas().forEach((name, delta) -> add(name, delta, all));
                    exit.unsure().forEach(name -> add(name, -1, all));
                }
            }
        }
        return all;
    }

    private static void add(Value name, int delta, Set<Value.Permits> permits) {
        if (delta < 0 && name instanceof Value.Permits one) {
            permits.add(one);
        }
    }
}
