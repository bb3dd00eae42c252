package dev.concurrencylint.rules.locks;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** An override that is not synchronized uses what the overridden, synchronized method guards. */
public final class LockSyncDroppedInOverride {
    public static final Rule RULE = new Rule(
            "LOCK_SYNC_DROPPED_IN_OVERRIDE",
            Family.LOCKS,
            "LockSyncDroppedInOverride",
            Severity.WARNING,
            "override without the synchronization of the overridden method",
            "The method overrides a synchronized one, is not synchronized itself, and uses state that the class changes under the monitor.",
            List.of(820, 366));

    private LockSyncDroppedInOverride() {}
}
