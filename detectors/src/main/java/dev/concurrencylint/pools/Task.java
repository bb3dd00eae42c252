package dev.concurrencylint.pools;

import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.MethodInfo;
import java.util.List;

/**
 * Code that is run as a task.
 *
 * @param captured what its first parameters are, as far as known
 * @param isOnlyOne whether it is that code for sure, and not one of several
 */
record Task(MethodInfo method, List<Value> captured, boolean isOnlyOne) {
    Task {
        captured = List.copyOf(captured);
    }
}
