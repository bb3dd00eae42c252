package dev.concurrencylint.oracle;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The paths that end as a finding says.
 *
 * @param anyEnd whether the finding is about a helper: how it ends counts, not how its callers do
 */
record Witness(Truth loose, Reported one, Half half, boolean anyEnd) {
    boolean isSeen() {
        long place = place();
        if (one.isLeak()) {
            return !leaks().isEmpty();
        }
        if (one.isUnheld()) {
            return !unheld().isEmpty();
        }
        if (one.isWrongOne()) {
            int alike = alike(half);
            return unheld().stream().anyMatch(unheld -> (unheld.held() & alike) != 0);
        }
        if (one.isMismatch()) {
            return kept().anyMatch(kept -> kept.half() == half && (kept.marks().partly() & place) != 0)
                    || unheld().stream().anyMatch(Truth.Unheld::isMore);
        }
        if (one.isTwice()) {
            return kept().anyMatch(kept ->
                    kept.half() == half && (kept.marks().twice() & place) != 0 && (anyEnd || kept.normal()));
        }
        if (one.isSecond()) {
            return kept().anyMatch(
                            kept -> kept.isAt(half, place) && kept.marks().second() != 0);
        }
        return loose.unheld().stream().anyMatch(unheld -> unheld.half() == half && (unheld.missed() & place) != 0)
                || loose.kept().stream().anyMatch(kept -> kept.isAt(half, place));
    }

    /** Whether each of them is what another rule is for. */
    boolean isAnotherKind() {
        if (one.isLeak()) {
            return isEach(
                            leaks(),
                            kept -> kept.marks().second() != 0 && kept.marks().past() == 0)
                    || one.isNormalLeak()
                            && (isEach(leaks(), kept -> kept.marks().split() != 0)
                                    || isEach(
                                            leaks(),
                                            kept -> kept.marks().twice() != 0
                                                    && kept.marks().more() == 0));
        }
        return one.isUnheld() && isEach(unheld(), unheld -> unheld.isMore() && !unheld.spoiled());
    }

    private static <T> boolean isEach(List<T> all, Predicate<T> property) {
        return !all.isEmpty() && all.stream().allMatch(property);
    }

    private long place() {
        return 1L << one.place();
    }

    private Stream<Truth.Kept> kept() {
        return Stream.concat(loose.kept().stream(), loose.turned().stream());
    }

    private List<Truth.Kept> leaks() {
        return kept().filter(kept -> kept.isAt(half, place()) && (anyEnd || kept.normal() == one.isNormalLeak()))
                .toList();
    }

    private List<Truth.Unheld> unheld() {
        return loose.unheld().stream()
                .filter(unheld -> unheld.isAt(half, place()))
                .toList();
    }

    /** What is easily taken for the lock. */
    static int alike(Half half) {
        return switch (half) {
            case A -> Half.C.bit();
            case C -> Half.A.bit();
            case READ -> Half.WRITE.bit();
            case WRITE -> Half.READ.bit();
            case B, S, T -> 0;
        };
    }
}
