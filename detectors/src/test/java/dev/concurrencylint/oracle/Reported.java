package dev.concurrencylint.oracle;

import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.rules.Finding;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A finding about a sample.
 *
 * @param method in which it stands
 * @param subject what it is about, as findings call it
 * @param place the line less the header's
 * @param because what the confidence was computed from
 */
record Reported(String rule, String method, String subject, int place, boolean low, String because, String message) {
    static final String CONFUSED = "MONITOR_CONDITION_CONFUSED";

    static Reported of(Finding finding) {
        return new Reported(
                finding.rule().id(),
                finding.place().source().name(),
                finding.subject(),
                finding.place().line() - JavaText.HEADER,
                finding.confidence() == Confidence.LOW,
                finding.evidence().stream().map(Evidence::id).sorted().collect(Collectors.joining("+")),
                finding.message());
    }

    /** Null for what is no lock and no semaphore of a sample. */
    @Nullable
    Half half() {
        return Half.ofSubject(subject);
    }

    /** What somebody waits on, or is woken by; null for what is none of the sample's. */
    @Nullable
    Spot spot() {
        return Spot.ofSubject(subject);
    }

    /** Whether the rule is one about waiting that samples are held against. */
    boolean isAboutWaiting() {
        return isConfused() || isNested() || rule.startsWith("MONITOR_") && rule.endsWith("_WITHOUT_LOCK");
    }

    /** Whether it waits while it keeps something else. */
    boolean isNested() {
        return rule.equals("MONITOR_WAIT_WITH_TWO_LOCKS");
    }

    boolean isConfused() {
        return rule.equals(CONFUSED);
    }

    /** A leak that is nothing else. */
    boolean isLeak() {
        return rule.endsWith("_NOT_RELEASED") || rule.endsWith("_NOT_RELEASED_ON_EXCEPTION");
    }

    boolean isNormalLeak() {
        return rule.endsWith("_NOT_RELEASED");
    }

    boolean isAttempt() {
        return rule.endsWith("_ATTEMPT_IGNORED");
    }

    boolean isMismatch() {
        return rule.equals("PERMIT_COUNT_MISMATCH");
    }

    boolean isTwice() {
        return rule.equals("PERMIT_TAKEN_TWICE");
    }

    boolean isSecond() {
        return rule.equals("PERMIT_SECOND_LEAKS_FIRST");
    }

    boolean isWrongOne() {
        return rule.equals("LOCK_WRONG_ONE_RELEASED");
    }

    boolean isUnheld() {
        return rule.equals("LOCK_RELEASED_NOT_HELD") || rule.equals("PERMIT_RELEASED_NOT_ACQUIRED");
    }

    /** Whether the rule is one that samples are held against. */
    boolean isCompared() {
        return isLeak() || isAttempt() || isWrongOne() || isUnheld() || isMismatch() || isTwice() || isSecond();
    }
}
