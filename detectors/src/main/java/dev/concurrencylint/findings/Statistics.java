package dev.concurrencylint.findings;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run did and where it gave up. Free of clocks: the same input gives the same numbers.
 *
 * @param classes classes under analysis
 * @param methods methods with code under analysis
 * @param analysedMethods methods that the flow analysis walked
 * @param missingClasses internal names of classes that were asked for and found nowhere
 * @param counters named counts of bounds reached and of other limits, in words
 */
public record Statistics(
        int classes,
        int methods,
        int analysedMethods,
        SortedSet<String> missingClasses,
        SortedMap<String, Integer> counters) {
    public Statistics {
        missingClasses = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(missingClasses));
        counters = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(counters));
    }
}
