package dev.concurrencylint.source;

import java.util.HashMap;
import java.util.Map;

/** Binary names of the types of one file, those without a name numbered in the order in which they begin. */
final class TypeNames {
    private final Map<String, Integer> numbers = new HashMap<>();

    /** A type of the package. */
    static String top(String packageName, String name) {
        return packageName.isEmpty() ? name : packageName + "." + name;
    }

    /** A member of the type. */
    static String member(String outer, String name) {
        return outer + "$" + name;
    }

    /** The next local class of that name in the type, or for the empty name the next anonymous one. */
    String local(String outer, String name) {
        return outer + "$" + numbers.merge(outer + "$" + name, 1, Integer::sum) + name;
    }
}
