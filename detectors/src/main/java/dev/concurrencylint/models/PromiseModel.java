package dev.concurrencylint.models;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;

/** Promises that code brings to an end by hand: who makes them, what ends them, and who runs the code that does. Types are internal names. */
public final class PromiseModel {
    /** What a method is to promises. In the model files: lower case, with hyphens. */
    public enum Trait {
        /** Makes a promise: a constructor, or a method that answers one. */
        MADE_BY,
        /** Ends its receiver, or sees to it that it ends. */
        ENDED_BY,
        /** Of those, what ends it with a failure, or as one that nobody wants any more. */
        FAILED_BY,
        /** Only looks at its receiver, or answers what follows it. */
        READ_BY,
        /** Runs the code that it is given once, when the time for it has come. */
        RUN_ONCE_BY,
        /** Answers what hardly ever fails, whatever happens to its receiver. */
        RECOVERED_BY;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private final Map<Trait, Patterns> traits = new EnumMap<>(Trait.class);

    PromiseModel() {
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

    /** Whether the type itself declares such a method. */
    public boolean is(Trait trait, String owner, String nameAndDescriptor) {
        return patterns(trait).matches(owner, nameAndDescriptor);
    }

    /** What names such methods, {@code type.method} or with a descriptor, sorted. */
    public SortedSet<String> methods(Trait trait) {
        return patterns(trait).patterns();
    }
}
