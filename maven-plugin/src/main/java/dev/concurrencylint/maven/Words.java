package dev.concurrencylint.maven;

import dev.concurrencylint.check.CheckFailure;
import dev.concurrencylint.check.RuleSettings;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** The texts of a list, as {@code -D} makes it of one text: without blanks around them, and without empty ones. */
    static List<String> list(@Nullable List<@Nullable String> values) {
        List<String> texts = new ArrayList<>();
        for (String value : values == null ? List.<@Nullable String>of() : values) {
            if (value != null && !value.isBlank()) {
                texts.add(value.strip());
            }
        }
        return texts;
    }

    /** The same of files, which Maven has made relative to the module's directory. */
    static List<Path> files(@Nullable List<@Nullable File> values, Path module) {
        List<Path> files = new ArrayList<>();
        for (File value : values == null ? List.<@Nullable File>of() : values) {
            if (value == null) {
                continue;
            }
            Path file = value.toPath();
            String said = (file.startsWith(module) ? module.relativize(file) : file)
                    .toString()
                    .strip();
            if (!said.isEmpty()) {
                files.add(module.resolve(said));
            }
        }
        return files;
    }

    /** The Java release, where one is said. */
    static Optional<Integer> release(@Nullable Integer number) throws MojoExecutionException {
        if (number != null && number < 1) {
            throw new MojoExecutionException("release is a number from 1 on, not " + number);
        }
        return Optional.ofNullable(number);
    }
}
