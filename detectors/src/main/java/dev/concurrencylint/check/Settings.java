package dev.concurrencylint.check;

import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.yaml.Mistake;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a run reports and judges.
 *
 * @param lowest the lowest confidence that is reported
 * @param failOn when the gate fails, counted over what is reported
 * @param failOnStale whether the gate fails where the baseline has more than there is
 * @param unusedSuppressions whether suppressions that suppress nothing are told
 * @param baseline the file of accepted findings
 * @param module what the baseline is about, in builds of several modules; else empty
 * @param models model files that are read over those of the tool
 * @param release the Java version that the program runs on, where it is said
 * @param file the configuration file that was read
 * @param shared whether what is said is meant for several modules, so that its patterns may match nothing in this one
 */
public record Settings(
        Confidence lowest,
        FailOn failOn,
        boolean failOnStale,
        boolean unusedSuppressions,
        Optional<Path> baseline,
        String module,
        RuleSettings rules,
        Scope scope,
        List<Path> models,
        Optional<Integer> release,
        Optional<Path> file,
        boolean shared) {
    public Settings {
        models = List.copyOf(models);
    }

    /** The settings of a run of which nothing else is said. */
    public static Settings of(Confidence lowest, FailOn failOn) {
        return new Settings(
                lowest,
                failOn,
                false,
                true,
                Optional.empty(),
                "",
                RuleSettings.NONE,
                Scope.EVERYWHERE,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** The keys of a configuration file, in the order in which the documentation explains them. */
    public static List<String> keys() {
        return ConfigurationFile.KEYS;
    }

    /**
     * What was said to the door wins over the file, and that over the defaults.
     *
     * @param file a configuration file
     * @throws CheckFailure if the file is wrong; the message has all mistakes with their places
     */
    public static Settings of(Configuration said, Optional<Path> file) throws CheckFailure {
        List<Mistake> mistakes = new ArrayList<>();
        Configuration written =
                file.map(path -> ConfigurationFile.read(path, mistakes)).orElse(Configuration.NOTHING);
        if (!mistakes.isEmpty()) {
            throw new CheckFailure(Mistake.told(mistakes));
        }
        Configuration all = said.over(written);
        return new Settings(
                all.confidence().orElse(Confidence.MEDIUM),
                all.failOn().orElse(FailOn.ERROR),
                all.failOnStale().orElse(false),
                all.unusedSuppressions().orElse(true),
                all.baseline(),
                "",
                all.rules(),
                all.scope(),
                all.models(),
                all.release(),
                file,
                false);
    }

    /** The same with that baseline of that module. */
    public Settings withBaseline(Optional<Path> accepted, String name) {
        return new Settings(
                lowest,
                failOn,
                failOnStale,
                unusedSuppressions,
                accepted,
                name,
                rules,
                scope,
                models,
                release,
                file,
                shared);
    }

    /** The same for one of several modules that they are meant for. */
    public Settings asShared() {
        return new Settings(
                lowest,
                failOn,
                failOnStale,
                unusedSuppressions,
                baseline,
                module,
                rules,
                scope,
                models,
                release,
                file,
                true);
    }
}
