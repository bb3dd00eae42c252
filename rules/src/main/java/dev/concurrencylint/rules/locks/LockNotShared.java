package dev.concurrencylint.rules.locks;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A lock that only the call that takes it has. */
public final class LockNotShared {
    public static final Rule RULE = new Rule(
            "LOCK_NOT_SHARED",
            Family.LOCKS,
            "LockNotShared",
            Severity.ERROR,
            "lock that no other thread can have",
            "The method locks an object that it has just made and that it gives to nobody: every call has a lock of its own, and nothing is guarded.",
            List.of(667, 820));

    private LockNotShared() {}
}
