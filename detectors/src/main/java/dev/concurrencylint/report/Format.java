package dev.concurrencylint.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats that a report can have. */
public enum Format {
    /** Text for people, with the lines of source. */
    CONSOLE,
    /** SARIF 2.1.0, for code scanning and editors. */
    SARIF;

    /** The format's name in options and parameters, lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of that name, upper or lower case. */
    public static Optional<Format> named(String word) {
        for (Format format : values()) {
            if (format.word().equalsIgnoreCase(word)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The names of all formats, in the order in which they are declared. */
    public static List<String> words() {
        List<String> words = new ArrayList<>();
        for (Format format : values()) {
            words.add(format.word());
        }
        return List.copyOf(words);
    }

    /** Made on demand, so that a run loads only the formats it writes. */
    public Report report() {
        return switch (this) {
            case CONSOLE -> new ConsoleReport();
            case SARIF -> new SarifReport();
        };
    }
}
