package dev.concurrencylint.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which operations wait, which threads must not, and how work gets from one to the other. Types are internal names. */
public final class AsyncModel {
    /** Threads that must not wait. In the model files: lower case, with hyphens. */
    public enum Kind {
        EVENT_LOOP,
        COMMON_POOL,
        /** The thread that completes a stage, whichever that is. */
        STAGE,
        UI,
        /** What says of itself that it does not wait. */
        NON_BLOCKING,
        /** Threads that may wait, but not with a monitor, on some releases of Java. */
        VIRTUAL
    }

    /** Whether an operation waits. */
    public enum Certainty {
        ALWAYS,
        PERHAPS,
        NEVER
    }

    /** What a method is to waiting besides. */
    enum Trait {
        /** Tells that the waits for its receiver are over. */
        ANSWERS,
        /** Moves what follows in a chain to the scheduler that it is given. */
        RELOCATES,
        /** Moves the whole chain to it, but for what is moved elsewhere. */
        RELOCATES_ALL,
        /** Makes a scheduler or executor whose threads may wait. */
        MAKES_FREE,
        /** Answers something that is done only when all of its arguments are. */
        JOINS,
        /** Ends all waits for its receiver. */
        COMPLETES,
        /** Waits for no time where its first argument is zero: to others that means for ever. */
        SKIPS_ZERO,
        /** Waits for no more milliseconds than its first argument says. */
        TAKES_MILLISECONDS,
        /** Answers what is done only after its receiver is. */
        FOLLOWS,
        /** Answers its receiver, or what is done when it is. */
        SAME_AS,
        /** Runs what it is given in a monitor of its own. */
        IN_MONITOR,
        /** Makes a scheduler or executor with the threads of what it is given. */
        AS_GIVEN
    }

    /** Some of the program's code that runs on such a thread. */
    public static final class Context {
        private final String name;
        private final Kind kind;
        private final String offer;
        private final Patterns overrides = new Patterns();
        private final Patterns arguments = new Patterns();
        private final Patterns askedBy = new Patterns();
        private final Patterns givenTo = new Patterns();
        private final SortedSet<String> annotations = new TreeSet<>();
        private final SortedSet<String> notAnnotations = new TreeSet<>();
        private final SortedSet<String> parameters = new TreeSet<>();
        private final Patterns notBy = new Patterns();
        private final SortedSet<String> notWith = new TreeSet<>();
        private final Patterns onlyAfter = new Patterns();
        private final Patterns notAfter = new Patterns();
        private final SortedSet<String> results = new TreeSet<>();
        private final SortedSet<String> markers = new TreeSet<>();
        private final SortedMap<String, SortedSet<String>> options = new TreeMap<>();
        private final OwnThread own = new OwnThread();

        Context(String name, Kind kind, String offer) {
            this.name = name;
            this.kind = kind;
            this.offer = offer;
        }

        /** For people: {@code a Netty event loop}. */
        public String name() {
            return name;
        }

        public Kind kind() {
            return kind;
        }

        /** For people: how the library hands work to threads that may wait. */
        public String offer() {
            return offer;
        }

        /** What is told of the thread itself. */
        public OwnThread own() {
            return own;
        }

        Patterns overrides() {
            return overrides;
        }

        Patterns arguments() {
            return arguments;
        }

        Patterns givenTo() {
            return givenTo;
        }

        /** Whether objects with such methods are given to the method. */
        public boolean isGivenTo(String owner, String nameAndDescriptor) {
            return givenTo.matches(owner, nameAndDescriptor);
        }

        /** What names the methods to which objects with such methods are given, sorted. */
        public SortedSet<String> receivers() {
            return givenTo.patterns();
        }

        Patterns askedBy() {
            return askedBy;
        }

        void addAnnotation(String type) {
            annotations.add(type);
        }

        void addNotAnnotation(String type) {
            notAnnotations.add(type);
        }

        /** The annotations by which methods say that they don't, after all; sorted. */
        public Set<String> notAnnotations() {
            return Collections.unmodifiableSet(notAnnotations);
        }

        void addParameter(String type) {
            parameters.add(type);
        }

        Patterns notBy() {
            return notBy;
        }

        /** The types of parameters whose objects run there, whichever method takes them; sorted. */
        public Set<String> parameters() {
            return Collections.unmodifiableSet(parameters);
        }

        /** Whether the method takes such objects elsewhere. */
        public boolean isNotBy(String owner, String nameAndDescriptor) {
            return notBy.matches(owner, nameAndDescriptor);
        }

        void addNotWith(String type) {
            notWith.add(type);
        }

        Patterns onlyAfter() {
            return onlyAfter;
        }

        Patterns notAfter() {
            return notAfter;
        }

        void addResult(String type) {
            results.add(type);
        }

        void addMarker(String type) {
            markers.add(type);
        }

        void addOption(String method, String constant) {
            options.computeIfAbsent(method, key -> new TreeSet<>()).add(constant);
        }

        /** Whether functional objects run there only where they are given to an object that went through certain methods. */
        public boolean isOfChains() {
            return !onlyAfter.isEmpty();
        }

        /** Whether what is given to the object afterwards runs there. */
        public boolean isAfter(String owner, String nameAndDescriptor) {
            return onlyAfter.matches(owner, nameAndDescriptor);
        }

        /** Whether what is given to the object afterwards runs elsewhere again. */
        public boolean isNotAfter(String owner, String nameAndDescriptor) {
            return notAfter.matches(owner, nameAndDescriptor);
        }

        /** The types of which annotated methods must answer one, sorted; none if they may answer anything. */
        public Set<String> results() {
            return Collections.unmodifiableSet(results);
        }

        /** The types whose subtypes run there with all that they override of libraries, sorted. */
        public Set<String> markers() {
            return Collections.unmodifiableSet(markers);
        }

        /** Whether an argument of a {@link #notWith} type says by its own methods whether it takes the work elsewhere. */
        public boolean hasOptions() {
            return !options.isEmpty();
        }

        /**
         * With which argument the method says so: {@code true}, or the name of an enum's constant; sorted.
         *
         * @param method type and name, {@code type.method}
         */
        public Set<String> optionsOf(String method) {
            return Collections.unmodifiableSet(options.getOrDefault(method, Collections.emptySortedSet()));
        }

        /** Whether what overrides the method runs there. */
        public boolean isOverridden(String owner, String nameAndDescriptor) {
            return overrides.matches(owner, nameAndDescriptor);
        }

        /** Whether functional objects given to the method run there. */
        public boolean takes(String owner, String nameAndDescriptor) {
            return arguments.matches(owner, nameAndDescriptor);
        }

        /** Whether the method is true on such threads only. */
        public boolean isAskedBy(String owner, String nameAndDescriptor) {
            return askedBy.matches(owner, nameAndDescriptor);
        }

        /** The annotations by which methods say that they run there, sorted. */
        public Set<String> annotations() {
            return Collections.unmodifiableSet(annotations);
        }

        /** The types of arguments that take the work elsewhere, sorted. */
        public Set<String> notWith() {
            return Collections.unmodifiableSet(notWith);
        }

        /** The types by which it is known that code runs there, sorted; also packages. */
        public SortedSet<String> mentioned() {
            SortedSet<String> all = new TreeSet<>(overrides.types());
            all.addAll(arguments.types());
            all.addAll(parameters);
            all.addAll(annotations);
            all.addAll(markers);
            return all;
        }

        /** Whether it is known by what is overridden. */
        public boolean isOfOverrides() {
            return !overrides.isEmpty();
        }

        /** The types whose overridden methods run there, sorted. */
        public SortedSet<String> types() {
            return overrides.types();
        }
    }

    private final Map<Certainty, Patterns> operations = new EnumMap<>(Certainty.class);
    private final Map<Trait, Patterns> traits = new EnumMap<>(Trait.class);
    private final Map<Kind, Patterns> makers = new EnumMap<>(Kind.class);
    private final SortedSet<String> units = new TreeSet<>();
    private final List<Context> contexts = new ArrayList<>();

    AsyncModel() {
        for (Certainty certainty : Certainty.values()) {
            operations.put(certainty, new Patterns());
        }
        for (Trait trait : Trait.values()) {
            traits.put(trait, new Patterns());
        }
        for (Kind kind : Kind.values()) {
            makers.put(kind, new Patterns());
        }
    }

    void add(Certainty certainty, String pattern) {
        patterns(operations, certainty).add(pattern);
    }

    void add(Trait trait, String pattern) {
        patterns(traits, trait).add(pattern);
    }

    void add(Kind kind, String maker) {
        patterns(makers, kind).add(maker);
    }

    void addUnit(String type) {
        units.add(type);
    }

    /** Whether the parameter, a descriptor, says in which unit the number before it is a time. */
    public boolean isUnitOfTime(String descriptor) {
        return descriptor.startsWith("L") && units.contains(descriptor.substring(1, descriptor.length() - 1));
    }

    /** Whether an argument of that type, a descriptor, takes work to threads of its own in some context. */
    public boolean takesElsewhere(String descriptor) {
        return descriptor.startsWith("L")
                && contexts.stream()
                        .anyMatch(context ->
                                context.notWith().contains(descriptor.substring(1, descriptor.length() - 1)));
    }

    void add(Context context) {
        contexts.add(context);
    }

    private static <K> Patterns patterns(Map<K, Patterns> all, K key) {
        return java.util.Objects.requireNonNull(all.get(key));
    }

    public List<Context> contexts() {
        return Collections.unmodifiableList(contexts);
    }

    /** What names the operations of that certainty, {@code type.method} or with a descriptor, sorted. */
    public SortedSet<String> operations(Certainty certainty) {
        return patterns(operations, certainty).patterns();
    }

    /** Whether the type itself declares such an operation. */
    public boolean is(Certainty certainty, String owner, String nameAndDescriptor) {
        return patterns(operations, certainty).matches(owner, nameAndDescriptor);
    }

    /** Whether objects of the type tell when the waits for them are over. */
    public boolean isAnswering(String type) {
        return patterns(traits, Trait.ANSWERS).types().contains(type);
    }

    /** Whether the method tells that the waits for its receiver are over. */
    public boolean answers(String owner, String nameAndDescriptor) {
        return patterns(traits, Trait.ANSWERS).matches(owner, nameAndDescriptor);
    }

    /** Whether the method moves what follows in a chain to the scheduler that it is given. */
    public boolean relocates(String owner, String nameAndDescriptor) {
        return patterns(traits, Trait.RELOCATES).matches(owner, nameAndDescriptor);
    }

    /** Whether the method moves the whole chain there. */
    public boolean relocatesAll(String owner, String nameAndDescriptor) {
        return patterns(traits, Trait.RELOCATES_ALL).matches(owner, nameAndDescriptor);
    }

    /** Whether the method ends all waits for its receiver. */
    public boolean completes(String owner, String nameAndDescriptor) {
        return patterns(traits, Trait.COMPLETES).matches(owner, nameAndDescriptor);
    }

    /** Whether somebody has to end the waits for objects of the type by a call on them. */
    public boolean isCompletable(String type) {
        return patterns(traits, Trait.COMPLETES).types().contains(type);
    }

    /** Whether the method doesn't wait where its first argument is zero. */
    public boolean skipsZero(String owner, String nameAndDescriptor) {
        return patterns(traits, Trait.SKIPS_ZERO).matches(owner, nameAndDescriptor);
    }

    /** Whether the method's first argument says for how many milliseconds it waits at most. */
    public boolean takesMilliseconds(String owner, String nameAndDescriptor) {
        return patterns(traits, Trait.TAKES_MILLISECONDS).matches(owner, nameAndDescriptor);
    }

    /** Whether what the method answers is done when its receiver is. */
    public boolean isSameAs(String owner, String nameAndDescriptor) {
        return patterns(traits, Trait.SAME_AS).matches(owner, nameAndDescriptor);
    }

    /** Whether what the method answers is done only when all of its arguments are. */
    public boolean joins(String owner, String nameAndDescriptor) {
        return patterns(traits, Trait.JOINS).matches(owner, nameAndDescriptor);
    }

    /** Whether the method makes a scheduler or an executor whose threads may wait. */
    public boolean makesFree(String owner, String nameAndDescriptor) {
        return patterns(traits, Trait.MAKES_FREE).matches(owner, nameAndDescriptor);
    }

    /** Whether what the method answers is done only after its receiver is. */
    public boolean follows(String owner, String nameAndDescriptor) {
        return patterns(traits, Trait.FOLLOWS).matches(owner, nameAndDescriptor);
    }

    /** Whether the method runs what it is given in a monitor of its own. */
    public boolean runsInMonitor(String owner, String nameAndDescriptor) {
        return patterns(traits, Trait.IN_MONITOR).matches(owner, nameAndDescriptor);
    }

    /** Whether the threads of what the method makes are those of one of its arguments, or of its receiver. */
    public boolean makesAsGiven(String owner, String nameAndDescriptor) {
        return patterns(traits, Trait.AS_GIVEN).matches(owner, nameAndDescriptor);
    }

    /** Whether the method makes one whose threads are of that kind. */
    public boolean makes(Kind kind, String owner, String nameAndDescriptor) {
        return patterns(makers, kind).matches(owner, nameAndDescriptor);
    }
}
