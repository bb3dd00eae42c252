package dev.concurrencylint.rules.locks;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** Static state is changed under an instance's lock. */
public final class LockStaticByInstance {
    public static final Rule RULE = new Rule(
            "LOCK_STATIC_BY_INSTANCE",
            Family.LOCKS,
            "LockStaticByInstance",
            Severity.WARNING,
            "static state guarded by an instance's lock",
            "The method changes static state while only a lock is held of which each instance has its own: two instances change it at the same time.",
            List.of(820, 366));

    private LockStaticByInstance() {}
}
