package dev.concurrencylint.maven;

import dev.concurrencylint.check.CheckFailure;
import dev.concurrencylint.check.RuleSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/** The values that a parameter takes: the constants of an enum, in lower case. */
final class Words {
    private Words() {}

    static <E extends Enum<E>> E named(Class<E> type, String parameter, String word) throws MojoExecutionException {
        for (E value : type.getEnumConstants()) {
            if (value.name().equalsIgnoreCase(word.strip())) {
                return value;
            }
        }
        String known = Arrays.stream(type.getEnumConstants())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new MojoExecutionException(parameter + " is one of " + known + ", not " + word);
    }

    /** The same where something is said. */
    static <E extends Enum<E>> Optional<E> said(Class<E> type, String parameter, @Nullable String word)
            throws MojoExecutionException {
        return word == null ? Optional.empty() : Optional.of(named(type, parameter, word));
    }

    /** How many threads a number stands for: as many as there are processors for 0. */
    static int threads(int number) throws MojoExecutionException {
        if (number < 0) {
            throw new MojoExecutionException("threads is a number from 0 on, not " + number);
        }
        return number == 0 ? Runtime.getRuntime().availableProcessors() : number;
    }

    static RuleSettings rules(@Nullable List<String> entries) throws MojoExecutionException {
        try {
            return RuleSettings.parse(list(entries), "rules");
        } catch (CheckFailure e) {
            throw new MojoExecutionException(String.valueOf(e.getMessage()), e);
        }
    }

    static <T> List<T> list(@Nullable List<T> values) {
        return values == null ? List.of() : values;
    }
}
