package dev.concurrencylint.maven;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;

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
}
