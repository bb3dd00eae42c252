package dev.concurrencylint.models;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tasks that run again and again, and what ends them for good. Types are internal names. */
public final class PeriodicModel {
    /** What a method is to such tasks. In the model files: lower case, with hyphens. */
    public enum Trait {
        /** Runs the task that it is given again and again, and never more once the task has thrown. */
        RUN_BY,
        /** Gives the task to a thread that serves others as well and that ends when one of them throws. */
        SERVED_BY,
        /** Tells how the task ended, of the future that was answered for it: its receiver, or an argument. */
        ASKED_BY,
        /** Is overridden by executors that see to the failures of their tasks themselves. */
        WATCHED_BY;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Map<Trait, Patterns> traits = new EnumMap<>(Trait.class);
    private final Map<String, Patterns> failing = new TreeMap<>();
    private final SortedSet<String> meant = new TreeSet<>();
    private final SortedSet<String> unlikely = new TreeSet<>();

    PeriodicModel() {
        for (Trait trait : Trait.values()) {
            traits.put(trait, new Patterns());
        }
    }

    private Patterns patterns(Trait trait) {
        return Objects.requireNonNull(traits.get(trait));
    }

    void add(Trait trait, String pattern) {
        patterns(trait).add(pattern);
    }

    void addFailing(String pattern, String exception) {
        failing.computeIfAbsent(exception, key -> new Patterns()).add(pattern);
    }

    void addMeant(String type) {
        meant.add(type);
    }

    void addUnlikely(String type) {
        unlikely.add(type);
    }

    /** Whether the type itself declares such a method. */
    public boolean is(Trait trait, String owner, String nameAndDescriptor) {
        return patterns(trait).matches(owner, nameAndDescriptor);
    }

    /** What names such methods, {@code type.method} or with a descriptor, sorted. */
    public SortedSet<String> methods(Trait trait) {
        return patterns(trait).patterns();
    }

    /** The unchecked exceptions in which methods that the type itself declares throw what other work failed with, sorted. */
    public SortedSet<String> failures(String owner, String nameAndDescriptor) {
        SortedSet<String> types = new TreeSet<>();
        failing.forEach((type, patterns) -> {
            if (patterns.matches(owner, nameAndDescriptor)) {
                types.add(type);
            }
        });
        return types;
    }

    /** Exceptions, with their subtypes, by which a task is ended on purpose. */
    public SortedSet<String> meant() {
        return Collections.unmodifiableSortedSet(meant);
    }

    /** Checked exceptions, with their subtypes, that tell of a mistake in the program, not of work that failed. */
    public SortedSet<String> unlikely() {
        return Collections.unmodifiableSortedSet(unlikely);
    }
}
