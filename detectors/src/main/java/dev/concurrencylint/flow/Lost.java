package dev.concurrencylint.flow;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Locks that are held, or were given back, without a name.
 *
 * @param kinds what they may be; empty for nothing
 */
public record Lost(Set<LockKind> kinds) {
    public static final Lost NOTHING = new Lost(Set.of());
    public static final Lost ANYTHING = new Lost(Set.of(LockKind.ANY));

    /** Any permits. */
    public static final Lost PERMITS = new Lost(Set.of(new LockKind(null, false, null, false, null, true)));

    private static final int MOST_KINDS = 12;

    public Lost {
        kinds = Collections.unmodifiableSet(new LinkedHashSet<>(kinds));
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
                : new Lost(kinds.stream().filter(kind -> !kind.permits()).collect(java.util.stream.Collectors.toSet()));
    }

    public Lost or(Lost other) {
        if (kinds.containsAll(other.kinds)) {
            return this;
        }
        Set<LockKind> all = new LinkedHashSet<>(kinds);
        all.addAll(other.kinds);
        return all.contains(LockKind.ANY) || all.size() > MOST_KINDS ? ANYTHING : new Lost(all);
    }

    /** What a method's effect may take or give back. */
    public static Lost by(Effect effect, Kinds kinds) {
        if (effect instanceof Effect.Vague vague) {
            return vague.what();
        }
        Set<LockKind> all = new LinkedHashSet<>();
        if (effect instanceof Effect.Known known) {
            for (Effect.Exit exit : known.exits()) {
                exit.deltas().keySet().forEach(name -> all.add(kinds.of(name)));
                exit.unsure().stream()
                        .filter(name -> !(name instanceof Value.Permits)) // what is wrong with them is told where it is
                        .forEach(name -> all.add(kinds.of(name)));
            }
        }
        return NOTHING.or(new Lost(all));
    }
}
