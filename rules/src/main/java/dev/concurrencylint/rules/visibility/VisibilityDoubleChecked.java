package dev.concurrencylint.rules.visibility;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.List;

/** Double-checked initialisation of a field that is not volatile. */
public final class VisibilityDoubleChecked {
    public static final Rule RULE = new Rule(
            "VISIBILITY_DOUBLE_CHECKED",
            Family.VISIBILITY,
            "VisibilityDoubleChecked",
            Severity.ERROR,
            "Double-checked field is not volatile",
            "A field is tested without a lock and filled under one, and is not volatile: a thread that finds it filled may see what it leads to unfinished.",
            List.of(609));

    private VisibilityDoubleChecked() {}
}
