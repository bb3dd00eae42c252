package dev.concurrencylint.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.specification.LabelledSource.Reported;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LabelledSourceTest {
    private static final String RULE = "LOCK_NOT_RELEASED";
    private static final String OTHER = "LOCK_ATTEMPT_IGNORED";

    @Test
    void anExpectedFindingIsNoDifference() {
        assertThat(differences("// expect: " + RULE, finding(1, RULE))).isEmpty();
        assertThat(differences("// expect: " + RULE + ", " + OTHER, finding(1, RULE), finding(1, OTHER)))
                .isEmpty();
    }

    @Test
    void anExpectedFindingIsMissed() {
        assertThat(differences("// expect: " + RULE)).singleElement().asString().startsWith("missing: " + RULE);
        assertThat(differences("// expect: " + RULE, finding(1, OTHER))).hasSize(2);
        assertThat(differences("// expect: " + RULE + "\n", finding(2, RULE))).hasSize(2);
    }

    @Test
    void aFindingThatNobodyExpects() {
        assertThat(differences("lock.lock();", finding(1, RULE)))
                .singleElement()
                .asString()
                .startsWith("unexpected: " + RULE + " (medium) at locks/Toy.java:1")
                .contains("lock.lock();");
    }

    @Test
    void oneFaultOneFinding() {
        assertThat(differences("// expect: " + RULE, finding(1, RULE), finding(1, RULE)))
                .singleElement()
                .asString()
                .startsWith("unexpected");
    }

    @Test
    void confidenceCountsWhereItIsTold() {
        assertThat(differences("// expect: " + RULE + " (medium)", finding(1, RULE)))
                .isEmpty();
        assertThat(differences("// expect: " + RULE + " (high)", finding(1, RULE)))
                .singleElement()
                .asString()
                .startsWith("other confidence: " + RULE + " (medium)");
    }

    @Test
    void aKnownMissFailsWhenItIsFound() {
        assertThat(differences("// miss: " + RULE)).isEmpty();
        assertThat(differences("// miss: " + RULE, finding(1, RULE)))
                .singleElement()
                .asString()
                .startsWith("found at last");
    }

    @Test
    void aKnownFalseAlarmFailsWhenItIsGone() {
        assertThat(differences("// false: " + RULE, finding(1, RULE))).isEmpty();
        assertThat(differences("// false: " + RULE)).singleElement().asString().startsWith("false alarm gone");
    }

    @Test
    void twoKindsOnOneLine() {
        assertThat(differences("x(); // expect: " + RULE + " // miss: " + OTHER, finding(1, RULE)))
                .isEmpty();
    }

    @Test
    void aLabelThatSaysNothingIsRefused() {
        assertThatThrownBy(() -> differences("// expect: LOCK_LOST")).hasMessageContaining("'LOCK_LOST'");
        assertThatThrownBy(() -> differences("// expect: " + RULE + " (sure)")).hasMessageContaining("(sure)");
        assertThatThrownBy(() -> differences("// expect " + RULE)).hasMessageContaining("colon");
    }

    private static List<String> differences(String text, Reported... reported) {
        return LabelledSource.of("locks/Toy.java", text).differences(List.of(reported));
    }

    private static Reported finding(int line, String rule) {
        return new Reported(line, rule, Confidence.MEDIUM, "a message");
    }
}
