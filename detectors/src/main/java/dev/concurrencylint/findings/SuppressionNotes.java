package dev.concurrencylint.findings;

import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.RuleMatch;
import dev.concurrencylint.rules.Suppression;
import dev.concurrencylint.words.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is odd about the annotations that take back findings. Words that are plainly for another tool are none of our business. */
public final class SuppressionNotes {
    private final List<Rule> rules;
    private final List<String> ids;

    /** Notes about annotations that may name these rules. */
    public SuppressionNotes(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        this.ids = rules.stream().map(Rule::id).toList();
    }

    /** A sentence each without a full stop, in the order of the annotations. */
    public List<String> of(Suppressions suppressions) {
        List<String> notes = new ArrayList<>();
        List<Suppression> told = new ArrayList<>();
        for (Suppression suppression : suppressions.declared()) {
            if (told.stream().anyMatch(suppression::isTwin)) {
                continue;
            }
            told.add(suppression);
            String start = suppression + " on " + suppression.place() + " ";
            for (String word : suppression.words()) {
                if (!suppression.match().isReadable(word)) {
                    notes.add(start + "names nothing: " + word + " is no regular expression");
                } else if (isForUs(word)
                        && rules.stream().noneMatch(rule -> suppression.match().matches(word, rule))) {
                    notes.add(start + "names nothing: there is no rule " + word + Nearest.hint(word, ids));
                }
            }
            if (suppressions.unused().contains(suppression) && namesOneOfOurs(suppression)) {
                notes.add(start + "suppresses nothing");
            }
        }
        return notes;
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
    private boolean namesOneOfOurs(Suppression suppression) {
        return suppression.match() != RuleMatch.REGEX
                && suppression.words().stream()
                        .anyMatch(word -> !word.isEmpty()
                                && !word.equalsIgnoreCase(RuleMatch.CATEGORY)
                                && rules.stream()
                                        .anyMatch(rule -> suppression.match().matches(word, rule)));
    }
}
