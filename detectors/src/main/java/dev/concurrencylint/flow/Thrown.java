package dev.concurrencylint.flow;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions on their way.
 *
 * @param types internal names, sorted
 * @param origins the calls and throws that raised them, instruction indices, sorted
 */
record Thrown(List<String> types, List<Integer> origins) {
    Thrown or(Thrown other) {
        List<String> allTypes = union(types, other.types);
        List<Integer> allOrigins = union(origins, other.origins);
        return allTypes == types && allOrigins == origins ? this : new Thrown(allTypes, allOrigins);
    }

    private static <T extends Comparable<T>> List<T> union(List<T> mine, List<T> theirs) {
        if (mine.containsAll(theirs)) {
            return mine;
        }
        TreeSet<T> all = new TreeSet<>();
        all.addAll(mine);
        all.addAll(theirs);
        return List.copyOf(all);
    }

    static Thrown of(String type, int origin) {
        return new Thrown(List.of(type), List.of(origin));
    }

    /** @param types at least one, sorted */
    static Thrown of(List<String> types, int origin) {
        return new Thrown(types, List.of(origin));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Thrown that && types.equals(that.types) && origins.equals(that.origins);
    }

    @Override
    public int hashCode() {
        return types.hashCode() * 31 + origins.hashCode();
    }
}
