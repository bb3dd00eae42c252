package dev.concurrencylint.oracle;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a block may end, each with the states in which it does. */
final class Ways {
    /** A way to end. */
    enum Kind {
        NEXT,
        BREAK,
        CONTINUE,
        RETURN,
        THROW
    }

    /**
     * An end.
     *
     * @param answer what is returned; null where nothing is
     * @param failure what is thrown; null where nothing is
     */
    record End(
            Kind kind, @Nullable Boolean answer, @Nullable Failure failure) {}

    static final End NEXT = new End(Kind.NEXT, null, null);
    static final End BREAK = new End(Kind.BREAK, null, null);
    static final End CONTINUE = new End(Kind.CONTINUE, null, null);

    private final Map<End, Set<State>> states = new LinkedHashMap<>();

    static End returned(@Nullable Boolean answer) {
        return new End(Kind.RETURN, answer, null);
    }

    static End thrown(Failure failure) {
        return new End(Kind.THROW, null, failure);
    }

    boolean add(End end, State state) {
        return states.computeIfAbsent(end, k -> new LinkedHashSet<>()).add(state);
    }

    void addAll(End end, Set<State> all) {
        if (!all.isEmpty()) {
            states.computeIfAbsent(end, k -> new LinkedHashSet<>()).addAll(all);
        }
    }

    void addAll(Ways other) {
        other.states.forEach(this::addAll);
    }

    Set<State> at(End end) {
        return states.getOrDefault(end, Set.of());
    }

    /** The states of that end, which is no end any more. */
    Set<State> take(End end) {
        Set<State> taken = states.remove(end);
        return taken == null ? Set.of() : taken;
    }

    Map<End, Set<State>> all() {
        return states;
    }
}
