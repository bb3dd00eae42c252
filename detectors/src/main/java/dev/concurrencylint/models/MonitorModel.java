package dev.concurrencylint.models;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is known of objects as monitors: kinds of types, and traits of methods. Types are internal names. */
public final class MonitorModel {
    /** What a type, with its subtypes, is as a monitor. In the model files: lower case with hyphens. */
    public enum Kind {
        /** Excludes or waits in a way of its own. */
        SYNCHRONISERS,
        /** Safe without a monitor. */
        CONCURRENT,
        /** Collections that two threads must not change at once. */
        UNSAFE_COLLECTIONS,
        /** Equal objects may be one object. */
        VALUE_BASED;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What a method does with the object that it is called on, or gives. */
    public enum Trait {
        /** Only looks at the object. */
        LOOKING,
        /** What it returns may be the same object for all who ask. */
        SHARED_RESULTS,
        /** Gives the object that it is called on to nobody. */
        PASSIVE;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Map<Kind, SortedSet<String>> kinds = new EnumMap<>(Kind.class);
    private final Map<Trait, Patterns> traits = new EnumMap<>(Trait.class);

    MonitorModel() {
        for (Kind kind : Kind.values()) {
            kinds.put(kind, new TreeSet<>());
        }
        for (Trait trait : Trait.values()) {
            traits.put(trait, new Patterns());
        }
    }

    void add(Kind kind, String type) {
        types(kind).add(type);
    }

    void add(Trait trait, String pattern) {
        traits.computeIfAbsent(trait, k -> new Patterns()).add(pattern);
    }

    private SortedSet<String> types(Kind kind) {
        return kinds.computeIfAbsent(kind, k -> new TreeSet<>());
    }

    /** The types of that kind, sorted. */
    public SortedSet<String> of(Kind kind) {
        return Collections.unmodifiableSortedSet(types(kind));
    }

    /** The types that have methods with the trait, sorted. */
    public SortedSet<String> ownersOf(Trait trait) {
        Patterns patterns = traits.get(trait);
        return patterns == null ? Collections.emptySortedSet() : patterns.types();
    }

    /** Whether the method has the trait. The owner is a class that declares or inherits it. */
    public boolean has(Trait trait, String owner, String nameAndDescriptor) {
        Patterns patterns = traits.get(trait);
        return patterns != null && patterns.matches(owner, nameAndDescriptor);
    }
}
