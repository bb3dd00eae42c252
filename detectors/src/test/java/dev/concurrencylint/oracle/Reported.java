package dev.concurrencylint.oracle;

import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.rules.Finding;
import java.util.stream.Collectors;

/**
 * A finding about a sample.
 *
 * @param method in which it stands
 * @param place the line less the header's
 * @param because what the confidence was computed from
 */
record Reported(String rule, String method, Half half, int place, boolean low, String because, String message) {
    static Reported of(Finding finding) {
        return new Reported(
                finding.rule().id(),
                finding.place().source().name(),
                Half.ofSubject(finding.subject()),
                finding.place().line() - JavaText.HEADER,
                finding.confidence() == Confidence.LOW,
                finding.evidence().stream().map(Evidence::id).sorted().collect(Collectors.joining("+")),
                finding.message());
    }

    boolean isLeak() {
        return rule.equals("LOCK_NOT_RELEASED") || rule.equals("LOCK_NOT_RELEASED_ON_EXCEPTION");
    }

    boolean isAttempt() {
        return rule.equals("LOCK_ATTEMPT_IGNORED");
    }

    boolean isWrongOne() {
        return rule.equals("LOCK_WRONG_ONE_RELEASED");
    }

    boolean isUnheld() {
        return rule.equals("LOCK_RELEASED_NOT_HELD");
    }

    /** Whether the rule is one that samples are held against. */
    boolean isCompared() {
        return isLeak() || isAttempt() || isWrongOne() || isUnheld();
    }
}
