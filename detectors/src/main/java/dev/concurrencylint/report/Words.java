package dev.concurrencylint.report;

import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Severity;
import java.util.Locale;

/** How reports spell things. */
final class Words {
    private static final String TAB = "    ";

    private Words() {}

    /** The level's name in SARIF and on the console. */
    static String of(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    static String of(Confidence confidence) {
        return confidence.name().toLowerCase(Locale.ROOT);
    }

    /** {@code 1 class}, {@code 2 classes}. */
    static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /**
     * The text on one line of a terminal: a tab becomes four blanks, and control characters, which names in class files may hold,
     * become question marks.
     */
    static String printable(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                result.append(TAB);
            } else {
                result.append(Character.isISOControl(c) ? '?' : c);
            }
        }
        return result.toString();
    }
}
