package dev.concurrencylint.findings;

import dev.concurrencylint.rules.AnySuppression;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.RuleMatch;
import dev.concurrencylint.rules.Suppression;
import dev.concurrencylint.words.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is odd about the annotations and comments that take back findings. Words that are plainly for another tool are none of our business. */
public final class SuppressionNotes {
    private final List<Rule> rules;
    private final List<String> ids;

    /** Notes about annotations that may name these rules. */
    public SuppressionNotes(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        this.ids = rules.stream().map(Rule::id).toList();
    }

    /**
     * A sentence each without a full stop, in the order of the annotations and comments.
     *
     * @param unused whether those that suppress nothing are told
     */
    public List<String> of(Suppressions suppressions, boolean unused) {
        List<String> notes = new ArrayList<>();
        List<AnySuppression> told = new ArrayList<>();
        for (AnySuppression suppression : suppressions.declared()) {
            if (told.stream().anyMatch(other -> Suppressions.isTwin(suppression, other))) {
                continue;
            }
            told.add(suppression);
            String start = suppression.told() + " ";
            for (String word : suppression.words()) {
                if (!suppression.match().isReadable(word)) {
                    notes.add(start + "names nothing: " + word + " is no regular expression");
                } else if (isForUs(suppression, word)
                        && rules.stream().noneMatch(rule -> suppression.match().matches(word, rule))) {
                    notes.add(start + "names nothing: there is no rule " + word + Nearest.hint(word, ids));
                }
            }
            if (isComment(suppression) && suppression.words().isEmpty()) {
                notes.add(start + "names no rule");
            } else if (isComment(suppression) && suppression.justification().isEmpty()) {
                notes.add(start + "gives no reason; write it behind because");
            }
            if (unused && suppressions.unused().contains(suppression) && namesOneOfOurs(suppression)) {
                notes.add(start + "suppresses nothing");
            }
        }
        return notes;
    }

    /** Comments are for nobody else. */
    private static boolean isComment(AnySuppression suppression) {
        return suppression.target() == Suppression.Target.STATEMENT;
    }

    private boolean isForUs(AnySuppression suppression, String word) {
        return isComment(suppression) || isForUs(word);
    }

    /** It begins like the rules of a family that has some, or is near one. */
    private boolean isForUs(String word) {
        return rules.stream().anyMatch(rule -> startsWith(word, rule.family().prefix()))
                || Nearest.to(word, ids).isPresent();
    }

    private static boolean startsWith(String word, String prefix) {
        return word.toUpperCase(Locale.ROOT).startsWith(prefix);
    }

    /** Everything, a category or an expression may be meant for SpotBugs' own patterns. */
    private boolean namesOneOfOurs(AnySuppression suppression) {
        return suppression.match() != RuleMatch.REGEX
                && suppression.words().stream()
                        .anyMatch(word -> !word.isEmpty()
                                && !word.equalsIgnoreCase(RuleMatch.CATEGORY)
                                && rules.stream()
                                        .anyMatch(rule -> suppression.match().matches(word, rule)));
    }
}
