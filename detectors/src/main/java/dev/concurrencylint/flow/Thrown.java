package dev.concurrencylint.flow;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Exceptions on their way.
 *
 * @param types internal names
 * @param origins the calls and throws that raised them, instruction indices
 */
record Thrown(SortedSet<String> types, SortedSet<Integer> origins) {
    Thrown or(Thrown other) {
        if (types.containsAll(other.types) && origins.containsAll(other.origins)) {
            return this;
        }
        TreeSet<String> allTypes = new TreeSet<>(types);
        allTypes.addAll(other.types);
        TreeSet<Integer> allOrigins = new TreeSet<>(origins);
        allOrigins.addAll(other.origins);
        return new Thrown(allTypes, allOrigins);
    }

    static Thrown of(String type, int origin) {
        TreeSet<String> types = new TreeSet<>();
        types.add(type);
        TreeSet<Integer> origins = new TreeSet<>();
        origins.add(origin);
        return new Thrown(types, origins);
    }
}
