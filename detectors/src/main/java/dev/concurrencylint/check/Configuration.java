package dev.concurrencylint.check;

import dev.concurrencylint.rules.Confidence;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is said about a run, in a file or by the user of a door; what is not said is empty. The names are those of the file's keys and of
 * the Maven plugin's parameters.
 *
 * @param models none for those of the tool alone
 */
public record Configuration(
        Optional<Confidence> confidence,
        Optional<FailOn> failOn,
        Optional<Boolean> failOnStale,
        Optional<Boolean> unusedSuppressions,
        Optional<Path> baseline,
        RuleSettings rules,
        Scope scope,
        List<Path> models,
        Optional<Integer> release) {
    /** Nothing is said. */
    public static final Configuration NOTHING = new Configuration(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            RuleSettings.NONE,
            Scope.EVERYWHERE,
            List.of(),
            Optional.empty());

    public Configuration {
        models = List.copyOf(models);
    }

    /** The same but for the threshold and stale entries. */
    public Configuration withGate(Optional<FailOn> threshold, Optional<Boolean> stale) {
        return new Configuration(
                confidence, threshold, stale, unusedSuppressions, baseline, rules, scope, models, release);
    }

    /** The same, and that is said of suppressions that suppress nothing. */
    public Configuration withUnusedSuppressions(Optional<Boolean> told) {
        return new Configuration(confidence, failOn, failOnStale, told, baseline, rules, scope, models, release);
    }

    /** What is said here, and where nothing is, what is said there. */
    Configuration over(Configuration other) {
        return new Configuration(
                confidence.or(other::confidence),
                failOn.or(other::failOn),
                failOnStale.or(other::failOnStale),
                unusedSuppressions.or(other::unusedSuppressions),
                baseline.or(other::baseline),
                rules.over(other.rules),
                scope.over(other.scope),
                models.isEmpty() ? other.models : models,
                release.or(other::release));
    }

    /** The same but for the file of accepted findings. */
    public Configuration withBaseline(Optional<Path> file) {
        return new Configuration(
                confidence, failOn, failOnStale, unusedSuppressions, file, rules, scope, models, release);
    }
}
