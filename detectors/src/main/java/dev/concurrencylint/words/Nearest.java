package dev.concurrencylint.words;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The word that someone may have meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * The first of the words with the fewest edits (a character put in, left out, or changed, or two changed about; case does not count), if no more than
     * a third of the word must change.
     */
    public static Optional<String> to(String word, List<String> words) {
        String best = null;
        int least = Math.max(1, word.length() / 3) + 1;
        for (String candidate : words) {
            int distance = distance(word.toUpperCase(Locale.ROOT), candidate.toUpperCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code ; did you mean X?}, or nothing. */
    public static String hint(String word, List<String> words) {
        return to(word, words).map(found -> "; did you mean " + found + "?").orElse("");
    }

    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] next = before;
            before = last;
            last = row;
            row = next;
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
        }
        return row[b.length()];
    }
}
