package dev.concurrencylint.check;

import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.Severity;
import java.util.Optional;

/** What a configuration says of a rule. */
public enum RuleSetting {
    /** Its findings are not reported. */
    OFF,
    /** They are reported with the severity that the rule itself has. */
    ON,
    ERROR,
    WARNING,
    NOTE;

    /** The rule as it is reported; empty if it isn't. */
    Optional<Rule> apply(Rule rule) {
        return switch (this) {
            case OFF -> Optional.empty();
            case ON -> Optional.of(rule);
            case ERROR -> Optional.of(rule.withSeverity(Severity.ERROR));
            case WARNING -> Optional.of(rule.withSeverity(Severity.WARNING));
            case NOTE -> Optional.of(rule.withSeverity(Severity.NOTE));
        };
    }
}
