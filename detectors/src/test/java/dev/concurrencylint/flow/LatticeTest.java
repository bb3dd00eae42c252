package dev.concurrencylint.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The laws that the solver rests on. An alternative is above another if joining the two gives it back: then what the solver has put
 * at a point only rises, and it ends where nothing rises any more.
 */
final class LatticeTest {
    private static final int AT = 7;

    private static final int STATES = 3000;

    private static void forAll(Consumer<RandomStates> law) {
        for (int seed = 0; seed < STATES; seed++) {
            law.accept(new RandomStates(seed, false));
        }
    }

    /** Also states with calls that look the same: there a join may learn of one call from the other, but only once. */
    private static void forAllWithLookAlikes(Consumer<RandomStates> law) {
        for (int seed = 0; seed < STATES; seed++) {
            law.accept(new RandomStates(seed, true));
        }
    }

    @Test
    void comparisonsAreJoinedInAnyOrder() {
        forAll(random -> {
            Possible a = random.possible();
            Possible b = random.possible();
            Possible c = random.possible();
            assertThat(a.or(b)).isEqualTo(b.or(a));
            assertThat(a.or(b).or(c)).isEqualTo(a.or(b.or(c)));
            assertThat(a.or(a)).isEqualTo(a);
            assertThat(a.aged().or(b)).isEqualTo(a.or(b).aged());
        });
    }

    @Test
    void holdsOfOneCountAreJoinedInAnyOrder() {
        forAll(random -> {
            int count = random.below(4);
            Hold a = random.hold(count);
            Hold b = random.hold(count);
            Hold c = random.hold(count);
            assertThat(a.withSitesOf(b)).isEqualTo(b.withSitesOf(a));
            assertThat(a.withSitesOf(b).withSitesOf(c)).isEqualTo(a.withSitesOf(b.withSitesOf(c)));
            assertThat(a.withSitesOf(a)).isEqualTo(a);
            assertThat(a.withSitesOf(b).sameCount(a)).isTrue();
        });
    }

    @Test
    void aCountGoesUpAndDownAgain() {
        forAll(random -> {
            Hold hold = random.hold(random.below(3));
            assertThat(hold.plus(1, 9).plus(-1, 9).count()).isEqualTo(hold.count());
            assertThat(Hold.UNSURE.plus(1, 9)).isEqualTo(Hold.UNSURE);
            assertThat(hold.plus(1, 1).plus(1, 2).plus(1, 3).plus(1, 4).unsure())
                    .isTrue();
        });
    }

    @Test
    void factsMeetInAnyOrder() {
        forAll(random -> {
            Facts a = random.facts();
            Facts b = random.facts();
            assertThat(a.meet(b).sameAs(b.meet(a))).as("%s and %s", a, b).isTrue();
            assertThat(a.meet(a).sameAs(a)).as("%s", a).isTrue();
        });
    }

    @Test
    void whatIsKnownInBothIsKnownInEach() {
        forAll(random -> {
            Facts a = random.facts();
            Facts b = random.facts();
            Facts both = a.meet(b);
            assertThat(both.meet(a).sameAs(both)).as("%s and %s", a, b).isTrue();
            assertThat(both.meet(b).sameAs(both)).as("%s and %s", a, b).isTrue();
        });
    }

    @Test
    void aJoinIsAboveBoth() {
        forAll(random -> {
            Alternative a = random.alternative();
            Alternative b = random.peer(a);
            Alternative above = a.join(b, AT);
            assertThat(above.join(a, AT).sameAs(above)).as("%s and %s", a, b).isTrue();
            assertThat(above.join(b, AT).sameAs(above)).as("%s and %s", a, b).isTrue();
        });
    }

    @Test
    void aJoinOfOneIsItself() {
        forAll(random -> {
            Alternative a = random.alternative();
            assertThat(a.join(a, AT).sameAs(a)).as("%s", a).isTrue();
            assertThat(a.collapse(a, AT).sameAs(a)).as("%s", a).isTrue();
        });
    }

    @Test
    void aJoinComesOutTheSameInAnyOrder() {
        forAll(random -> {
            Alternative a = random.alternative();
            Alternative b = random.peer(a);
            assertThat(a.join(b, AT).sameAs(b.join(a, AT)))
                    .as("%s and %s", a, b)
                    .isTrue();
        });
    }

    @Test
    void aCollapseIsAboveBoth() {
        forAll(random -> {
            Alternative a = random.alternative();
            Alternative b = random.alternative();
            Alternative above = a.collapse(b, AT);
            assertThat(above.collapse(a, AT).sameAs(above))
                    .as("%s and %s", a, b)
                    .isTrue();
            assertThat(above.collapse(b, AT).sameAs(above))
                    .as("%s and %s", a, b)
                    .isTrue();
        });
    }

    @Test
    void aCollapseInventsNoHold() {
        forAll(random -> {
            Alternative a = random.alternative();
            Alternative b = random.alternative();
            for (Map.Entry<Value, Hold> entry : a.collapse(b, AT).holds().entrySet()) {
                for (Alternative below : List.of(a, b)) {
                    Hold hold = below.holds().getOrDefault(entry.getKey(), new Hold(0, false, List.of()));
                    assertThat(entry.getValue().unsure() || entry.getValue().count() == hold.count())
                            .as("%s in %s and %s", entry, a, b)
                            .isTrue();
                }
            }
        });
    }

    @Test
    void joiningTheSameAgainEnds() {
        forAllWithLookAlikes(random -> {
            Alternative a = random.alternative();
            Alternative b = random.peer(a);
            Alternative once = a.join(b, AT).join(a, AT).join(b, AT);
            Alternative again = once.join(a, AT).join(b, AT);
            assertThat(again.sameAs(once)).as("%s and %s", a, b).isTrue();
        });
    }

    @Test
    void orderDoesNotMatterWithLookAlikesEither() {
        forAllWithLookAlikes(random -> {
            Alternative a = random.alternative();
            Alternative b = random.peer(a);
            assertThat(a.join(b, AT).sameAs(b.join(a, AT)))
                    .as("%s and %s", a, b)
                    .isTrue();
            assertThat(a.join(a, AT).sameAs(a)).as("%s", a).isTrue();
        });
    }
}
