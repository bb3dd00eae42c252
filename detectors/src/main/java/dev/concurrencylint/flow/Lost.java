package dev.concurrencylint.flow;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Locks that are held, or were given back, without a name.
 *
 * @param kinds what they may be; empty for nothing
 * @param taken those of them that may be held; the others can only have been given back
 */
public record Lost(Set<LockKind> kinds, Set<LockKind> taken) {
    public static final Lost NOTHING = new Lost(Set.of());
    public static final Lost ANYTHING = new Lost(Set.of(LockKind.ANY));

    /** Any permits. */
    public static final Lost PERMITS = new Lost(Set.of(new LockKind(null, false, null, false, null, true)));

    private static final int MOST_KINDS = 12;

    public Lost {
        kinds = Collections.unmodifiableSet(new LinkedHashSet<>(kinds));
        taken = Collections.unmodifiableSet(new LinkedHashSet<>(taken));
    }

    public Lost(Set<LockKind> kinds) {
        this(kinds, kinds);
    }

    public boolean isNothing() {
        return kinds.isEmpty();
    }

    boolean mayBe(LockKind kind, Environment environment) {
        return kinds.stream().anyMatch(one -> one.mayBe(kind, environment));
    }

    /** The locks among them. */
    public Lost withoutPermits() {
        return kinds.stream().noneMatch(LockKind::permits)
                ? this
                : new Lost(withoutPermits(kinds), withoutPermits(taken));
    }

    private static Set<LockKind> withoutPermits(Set<LockKind> kinds) {
        Set<LockKind> locks = new LinkedHashSet<>(kinds);
        locks.removeIf(LockKind::permits);
        return locks;
    }

    public Lost or(Lost other) {
        if (kinds.containsAll(other.kinds) && taken.containsAll(other.taken)) {
            return this;
        }
        Set<LockKind> all = new LinkedHashSet<>(kinds);
        all.addAll(other.kinds);
        Set<LockKind> held = new LinkedHashSet<>(taken);
        held.addAll(other.taken);
        return all.contains(LockKind.ANY) || all.size() > MOST_KINDS ? ANYTHING : new Lost(all, held);
    }

    /** What a method's effect may take or give back. */
    public static Lost by(Effect effect, Kinds kinds) {
        if (effect instanceof Effect.Vague vague) {
            return vague.what();
        }
        Set<LockKind> all = new LinkedHashSet<>();
        Set<LockKind> taken = new LinkedHashSet<>();
        if (effect instanceof Effect.Known known) {
            Set<Value> givenBack = new LinkedHashSet<>();
            Set<Value> unsure = new LinkedHashSet<>();
            for (Effect.Exit exit : known.exits()) {
                exit.deltas().forEach((name, delta) -> {
                    all.add(kinds.of(name));
                    if (delta > 0) {
                        taken.add(kinds.of(name));
                    } else {
                        givenBack.add(name);
                    }
                });
                unsure.addAll(exit.unsure());
            }
            unsure.removeIf(Value.Permits.class::isInstance); // what is wrong with them is told where it is
            unsure.forEach(name -> all.add(kinds.of(name)));
            unsure.removeAll(givenBack); // what it always gives back, but for a failure, it doesn't take
            unsure.forEach(name -> taken.add(kinds.of(name)));
        }
        return NOTHING.or(new Lost(all, taken));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof Lost that && kinds.equals(that.kinds) && taken.equals(that.taken);
    }

    @Override
    public int hashCode() {
        return kinds.hashCode() * 31 + taken.hashCode();
    }
}
