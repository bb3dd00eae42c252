package dev.concurrencylint.visibility;

import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.DeclaredGuard;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.summaries.Observation;
import dev.concurrencylint.summaries.Touches.Touch;
import dev.concurrencylint.waiting.Witness;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A use of a field without the lock that guards it.
 *
 * @param use where the lock is not held
 * @param lock as the method of the use names it
 * @param guarded where the field is used under the lock; null for nowhere
 * @param methods how many methods use the field under the lock
 * @param declared what the field's declaration says of the lock; null for nothing
 * @param open the ways that lead to the method without the lock
 * @param others the same method's uses of other fields without the same lock
 */
public record GuardFault(
        Observation use,
        Touch touch,
        Value lock,
        @Nullable Observation guarded,
        int methods,
        @Nullable DeclaredGuard declared,
        List<Witness> open,
        Confidence confidence,
        List<Evidence> evidence,
        List<GuardFault> others)
        implements Comparable<GuardFault> {
    public GuardFault {
        open = List.copyOf(open);
        evidence = List.copyOf(evidence);
        others = List.copyOf(others);
    }

    GuardFault with(List<GuardFault> same) {
        return new GuardFault(use, touch, lock, guarded, methods, declared, open, confidence, evidence, same);
    }

    /** The surest first, then the gravest, then by place. */
    @Override
    public int compareTo(GuardFault other) {
        int order = confidence.compareTo(other.confidence);
        order = order == 0 ? other.touch.use().compareTo(touch.use()) : order;
        order = order == 0 ? Integer.compare(use.at(), other.use.at()) : order;
        return order == 0 ? touch.field().name().compareTo(other.touch.field().name()) : order;
    }
}
