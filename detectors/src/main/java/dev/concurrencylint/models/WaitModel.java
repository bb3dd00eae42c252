package dev.concurrencylint.models;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The methods by which threads wait for one another and wake one another. Types are internal names. */
public final class WaitModel {
    /** What has to be held for it. In the model files: lower case. */
    public enum On {
        /** The monitor of the object itself. */
        MONITOR,
        /** The object itself, which is a lock. */
        LOCK,
        /** The lock that made the object. */
        CONDITION
    }

    private final Map<String, On> types = new TreeMap<>();
    private final Map<String, Map<String, WaitOperation>> operations = new TreeMap<>();
    private final Set<String> waiting = new HashSet<>();
    private final SortedSet<String> ownWaits = new TreeSet<>();
    private final SortedSet<String> promises = new TreeSet<>();
    private final Map<Trait, Patterns> traits = new EnumMap<>(Trait.class);

    /** What a method has to do with waiting besides. */
    enum Trait {
        /** Makes a condition of the lock that it is called on. */
        MAKES_CONDITIONS,
        /** Tells whether the thread holds the monitor of its argument. */
        ASKS_FOR_MONITORS,
        /** Answers something that no other thread changes: the time, what belongs to one thread or call. */
        ASKS_FOR_OWN,
        /** Ends the waits of a thread, whatever it waits for. */
        INTERRUPTS,
        /** Puts something into the collection that it is called on. */
        PUTS_IN,
        /** Takes something out of it. */
        TAKES_OUT,
        /** Tells whether nothing is in it. */
        ASKS_IF_EMPTY
    }

    WaitModel() {}

    /** @param on none for what is known of the type already, or else its monitor */
    void add(String type, Optional<On> on) {
        types.putIfAbsent(type, On.MONITOR);
        on.ifPresent(said -> types.put(type, said));
    }

    void add(String type, String signature, WaitOperation operation) {
        if (operation.waits()) {
            waiting.add(signature);
        }
        operations.computeIfAbsent(type, k -> new TreeMap<>()).put(signature, operation);
    }

    void add(Trait trait, String pattern) {
        traits.computeIfAbsent(trait, k -> new Patterns()).add(pattern);
    }

    void addOwnWaits(String type) {
        ownWaits.add(type);
    }

    /** The types that have methods of their own to wait and to wake, so that their monitors are used by mistake; sorted. */
    public SortedSet<String> withOwnWaits() {
        return Collections.unmodifiableSortedSet(ownWaits);
    }

    void addPromise(String annotation) {
        promises.add(annotation);
    }

    /** The annotations by which a method says what its callers hold, sorted. */
    public SortedSet<String> promises() {
        return Collections.unmodifiableSortedSet(promises);
    }

    /** The types that have such methods, sorted. */
    public SortedSet<String> types() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(types.keySet()));
    }

    /** What has to be held for the operations of the type. */
    public On on(String type) {
        return types.getOrDefault(type, On.MONITOR);
    }

    /** The operations of the type by name and descriptor. */
    public Map<String, WaitOperation> operations(String type) {
        return Collections.unmodifiableMap(operations.getOrDefault(type, Map.of()));
    }

    /** The operation that the type itself declares under that name and descriptor; null for none. */
    public @Nullable WaitOperation operation(String type, String nameAndDescriptor) {
        return operations.getOrDefault(type, Map.of()).get(nameAndDescriptor);
    }

    /** Whether the type itself declares such an operation, and it waits. */
    public boolean waits(String type, String nameAndDescriptor) {
        WaitOperation operation = operation(type, nameAndDescriptor);
        return operation != null && operation.waits();
    }

    /** Whether any type has an operation of that name and descriptor that waits: a cheap first question. */
    public boolean isWait(String nameAndDescriptor) {
        return waiting.contains(nameAndDescriptor);
    }

    /** Whether the method makes conditions of the lock that it is called on. The owner is a class that declares or inherits it. */
    public boolean makesConditions(String owner, String nameAndDescriptor) {
        return has(Trait.MAKES_CONDITIONS, owner, nameAndDescriptor);
    }

    /** Whether the method tells if the thread holds the monitor of its argument. */
    public boolean asksForMonitors(String owner, String nameAndDescriptor) {
        return has(Trait.ASKS_FOR_MONITORS, owner, nameAndDescriptor);
    }

    /** Whether no other thread changes what the method answers. */
    public boolean asksForOwn(String owner, String nameAndDescriptor) {
        return has(Trait.ASKS_FOR_OWN, owner, nameAndDescriptor);
    }

    /** Whether the method ends the waits of a thread, whatever it waits for. */
    public boolean interrupts(String owner, String nameAndDescriptor) {
        return has(Trait.INTERRUPTS, owner, nameAndDescriptor);
    }

    /** Whether the method puts something into the collection that it is called on. */
    public boolean putsIn(String owner, String nameAndDescriptor) {
        return has(Trait.PUTS_IN, owner, nameAndDescriptor);
    }

    /** Whether the method takes something out of the collection that it is called on. */
    public boolean takesOut(String owner, String nameAndDescriptor) {
        return has(Trait.TAKES_OUT, owner, nameAndDescriptor);
    }

    /** Whether the method tells if the collection that it is called on is empty. */
    public boolean asksIfEmpty(String owner, String nameAndDescriptor) {
        return has(Trait.ASKS_IF_EMPTY, owner, nameAndDescriptor);
    }

    private boolean has(Trait trait, String owner, String nameAndDescriptor) {
        Patterns patterns = traits.get(trait);
        return patterns != null && patterns.matches(owner, nameAndDescriptor);
    }
}
