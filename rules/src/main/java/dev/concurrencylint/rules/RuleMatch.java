package dev.concurrencylint.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** How a word of a suppression names rules: SpotBugs' {@code SuppressMatchType}, with our families in place of its abbreviations. */
public enum RuleMatch {
    /** The beginning of a rule's id; or a family or the category, upper or lower case. */
    DEFAULT,
    /** A rule's id, a family, in lower or, as SpotBugs has it, in upper case, or the category. */
    EXACT,
    /** A regular expression for all of one of these. */
    REGEX;

    /** The category of SpotBugs that all our rules are in. */
    public static final String CATEGORY = "MT_CORRECTNESS";

    /** How many characters an expression may look at: those that class files hold are not all written by friends. */
    private static final int MOST_LOOKS = 100_000;

    /** The constant of that name; DEFAULT if there is none. */
    public static RuleMatch of(String name) {
        for (RuleMatch match : values()) {
            if (match.name().equals(name.toUpperCase(Locale.ROOT))) {
                return match;
            }
        }
        return DEFAULT;
    }

    /** Whether the word names the rule; an expression that is none, or does not come to an end, names nothing. */
    public boolean matches(String word, Rule rule) {
        String family = rule.family().word();
        String code = family.toUpperCase(Locale.ROOT);
        return switch (this) {
            case DEFAULT ->
                rule.id().startsWith(word) || family.equalsIgnoreCase(word) || CATEGORY.equalsIgnoreCase(word);
            case EXACT -> rule.id().equals(word) || family.equals(word) || code.equals(word) || CATEGORY.equals(word);
            case REGEX -> fits(word, rule.id()) || fits(word, family) || fits(word, code) || fits(word, CATEGORY);
        };
    }

    private static boolean fits(String expression, String text) {
        try {
            return compiled(expression)
                    .map(pattern -> pattern.matcher(new Watched(text)).matches())
                    .orElse(false);
        } catch (TooManyLooks | StackOverflowError e) {
            return false;
        }
    }

    /** Whether the word can be read as it is meant. */
    public boolean isReadable(String word) {
        return this != REGEX || compiled(word).isPresent();
    }

    private static Optional<Pattern> compiled(String expression) {
        try {
            return Optional.of(Pattern.compile(expression));
        } catch (PatternSyntaxException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** A text that can be looked at so many times. */
    private static final class Watched implements CharSequence {
        private final String text;
        private int looks;

        Watched(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            if (looks > MOST_LOOKS) {
                throw new TooManyLooks();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }
    }

    private static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyLooks() {
            super(null, null, false, false);
        }
    }
}
