package dev.concurrencylint.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.MethodName;
import dev.concurrencylint.rules.Place;
import dev.concurrencylint.rules.Range;
import dev.concurrencylint.rules.Spot;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.rules.Trace;
import dev.concurrencylint.rules.locks.LockReleasedNotHeld;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of the instructions of a line it is tells no findings apart. */
final class MergingTest {
    @Test
    void copiesOnOneLineAreOneFaultAtTheFirst() {
        List<Finding> merged = Merging.merge(List.of(finding(1, ""), finding(0, "")));

        assertThat(merged)
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.place().spot().ordinal()).isZero());
        assertThat(Merging.merge(List.of(finding(0, ""), finding(1, "")))).isEqualTo(merged);
    }

    @Test
    void fingerprintsAndOrderAreThoseOfTheLine() {
        Finding plain = finding(0, "a").withPlaces(place -> new Place(place.source(), place.bytecode(), "A.java", 3));
        Finding placed = finding(1, "a").withPlaces(place -> place.withRange(new Range(3, 5, 3, 9)));

        assertThat(placed).isEqualByComparingTo(plain).isEqualTo(plain).hasSameHashCodeAs(plain);
        assertThat(Merging.merge(List.of(placed)).get(0).fingerprint())
                .isEqualTo(Merging.merge(List.of(plain)).get(0).fingerprint());
    }

    private static Finding finding(int ordinal, String message) {
        MethodName method = new MethodName("p.A", "f", "()V");
        Spot spot = new Spot(Spot.Kind.CALL, "unlock", 3, ordinal, 2, Optional.empty());
        Place place = new Place(method, method, "A.java", 3, spot, Optional.empty());
        return new Finding(
                LockReleasedNotHeld.RULE,
                Confidence.HIGH,
                message,
                place,
                "p0.lock",
                List.of(new Trace("", List.of(new Step(place, "is given back")))),
                List.of(),
                "");
    }
}
