package dev.concurrencylint.cli;

import dev.concurrencylint.words.Nearest;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** A word out of a fixed list, as the value of an option. */
final class Choice {
    private Choice() {}

    /**
     * The constant of that name, upper or lower case.
     *
     * @throws TypeConversionException if there is none; the message lists the words
     */
    static <E extends Enum<E>> E of(Class<E> type, String word) {
        List<E> constants = List.of(type.getEnumConstants());
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(word)) {
                return constant;
            }
        }
        List<String> words = constants.stream()
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        throw new TypeConversionException(
                "'" + word + "' is not one of " + String.join(", ", words) + Nearest.hint(word, words));
    }
}
