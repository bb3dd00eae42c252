package dev.concurrencylint.rules.visibility;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** A guarded field that is used without its lock. */
public final class VisibilityGuardMissed {
    public static final Rule RULE = new Rule(
            "VISIBILITY_GUARD_MISSED",
            Family.VISIBILITY,
            "VisibilityGuardMissed",
            Severity.WARNING,
            "Guarded field is used without its lock",
            "A field, or the collection in it, is used without the lock that guards it nearly everywhere else, or that its declaration names: what is read may be old or half done, and changes may get lost.",
            List.of(820));

    private VisibilityGuardMissed() {}
}
