package dev.concurrencylint.visibility;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.DeclaredGuard;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Observation;
import dev.concurrencylint.summaries.Touches.Touch;
import dev.concurrencylint.waiting.EntryHolds;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How code uses a field that a lock guards. Of each method the gravest use counts, and among equals the first. */
final class GuardedUses {
    /** A use, and on which ways the lock is not held where its method begins. */
    record Use(Observation at, Touch touch, EntryHolds.@Nullable Found found) {}

    /** How many times as many methods have to hold the lock as don't. */
    static final int MANY = 3;

    private final FieldRef field;
    private final Value lock;
    private final @Nullable DeclaredGuard declared;
    private final boolean isContent;
    private final SortedMap<MethodInfo, Use> guarded = new TreeMap<>();
    private final SortedMap<MethodInfo, Use> open = new TreeMap<>();
    private final Set<MethodInfo> unclear = new LinkedHashSet<>();

    /**
     * @param lock as the object with the field names it
     * @param declared what the field's declaration says of it; null for nothing
     * @param isContent whether it is about what is in the field's collection
     */
    GuardedUses(FieldRef field, Value lock, @Nullable DeclaredGuard declared, boolean isContent) {
        this.field = field;
        this.lock = lock;
        this.declared = declared;
        this.isContent = isContent;
    }

    void addGuarded(Observation at, Touch touch) {
        guarded.merge(at.body().method(), new Use(at, touch, null), GuardedUses::graver);
    }

    void addOpen(Observation at, Touch touch, EntryHolds.Found found) {
        open.merge(at.body().method(), new Use(at, touch, found), GuardedUses::graver);
    }

    void addUnclear(MethodInfo method) {
        unclear.add(method);
    }

    private static Use graver(Use a, Use b) {
        return b.touch().use().compareTo(a.touch().use()) > 0 ? b : a;
    }

    /** Whether it may still be that few methods do without the lock, though that many are not judged yet. */
    boolean mayBeFew(int others) {
        return areFew(open.size(), guarded.size() + others);
    }

    /** Whether the ones are few beside the others, or only one. */
    static boolean areFew(int ones, int others) {
        return ones <= 1 || others >= MANY * ones;
    }

    FieldRef field() {
        return field;
    }

    Value lock() {
        return lock;
    }

    @Nullable
    DeclaredGuard declared() {
        return declared;
    }

    boolean isContent() {
        return isContent;
    }

    /** The uses under the lock, by method. */
    SortedMap<MethodInfo, Use> guarded() {
        return guarded;
    }

    /** The uses without. */
    SortedMap<MethodInfo, Use> open() {
        return open;
    }

    /** Of how many methods it is not known. */
    int unclear() {
        return unclear.size();
    }

    /** The use that most clearly needs the lock and has it. */
    Optional<Use> gravestGuarded() {
        return guarded.values().stream().reduce(GuardedUses::graver);
    }
}
