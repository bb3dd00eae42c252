package dev.concurrencylint.models;

import dev.concurrencylint.yaml.Mistake;
import dev.concurrencylint.yaml.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The library models that the tool ships and those of its user, read once a run. A pattern names a method as {@code type.name} followed by a descriptor, by
 * nothing for all overloads, or {@code type.*}; {@code package.*} where the last part is a package. Types are internal names here.
 */
public final class Models {
    /** The names of the files that come with the tool. */
    static final List<String> SHIPPED = List.of(
            "jdk",
            "logging",
            "netty",
            "reactor",
            "vertx",
            "apache-httpclient",
            "curator",
            "grpc",
            "guava",
            "hazelcast",
            "infinispan",
            "jakarta",
            "jedis",
            "kafka",
            "lettuce",
            "mongodb",
            "mutiny",
            "okhttp",
            "reactor-netty",
            "redisson",
            "resilience4j",
            "rxjava",
            "spring-integration",
            "zookeeper");

    static final String FOLDER = "/dev/concurrencylint/rules/models/";

    private final Map<String, Map<String, LockOperation>> locks = new TreeMap<>();
    private final Set<String> reentrant = new TreeSet<>();
    private final Set<String> exclusive = new TreeSet<>();
    private final Map<String, Boolean> threadOwned = new TreeMap<>();
    private final Set<String> signatures = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Patterns pure = new Patterns();
    private final Patterns identity = new Patterns();
    private final Patterns rare = new Patterns();
    private final Patterns callbacks = new Patterns();
    private final Patterns keepers = new Patterns();
    private final Patterns neverReturns = new Patterns();
    private final Map<String, Patterns> unchecked = new TreeMap<>();
    private final Map<Completion, Patterns> after = new TreeMap<>();
    private final Set<String> waiting = new HashSet<>();
    private final Map<Delivery, Patterns> deliveries = new EnumMap<>(Delivery.class);
    private final Set<String> handingOver = new HashSet<>();
    private final Patterns completed = new Patterns();
    private final MonitorModel monitors = new MonitorModel();
    private final WaitModel waits = new WaitModel();
    private final AsyncModel async = new AsyncModel();
    private final PromiseModel promises = new PromiseModel();
    private final PeriodicModel periodic = new PeriodicModel();

    private Models() {}

    /** The models that come with the tool. */
    public static Models shipped() {
        Models models = new Models();
        List<Mistake> mistakes = new ArrayList<>();
        for (String name : SHIPPED) {
            try (InputStream in = Models.class.getResourceAsStream(FOLDER + name + ".yaml")) {
                if (in == null) {
                    throw new IllegalStateException("no model " + name);
                }
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                YamlFile.shipped(text, name, mistakes).ifPresent(new ModelReader(models)::read);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalStateException(Mistake.told(mistakes));
        }
        return models;
    }

    /**
     * The models that come with the tool, with what these files add or say otherwise.
     *
     * @param mistakes gets what is wrong in the files
     */
    public static Models with(List<Path> files, List<Mistake> mistakes) {
        Models models = shipped();
        for (Path file : files) {
            YamlFile.read(file, mistakes).ifPresent(new ModelReader(models)::read);
        }
        return models;
    }

    void addAfter(Completion completion, String pattern) {
        after.computeIfAbsent(completion, k -> new Patterns()).add(pattern);
        int dot = pattern.indexOf('.');
        int paren = pattern.indexOf('(');
        waiting.add(pattern.substring(dot + 1, paren < 0 ? pattern.length() : paren));
    }

    /** Whether any method of that name runs its functional arguments after the end of something: a cheap first question. */
    public boolean mayWait(String name) {
        return waiting.contains(name);
    }

    /** After what end of something the method runs its functional arguments; null for any end. */
    public @Nullable Completion runsAfter(String owner, String nameAndDescriptor) {
        for (Map.Entry<Completion, Patterns> entry : after.entrySet()) {
            if (entry.getValue().matches(owner, nameAndDescriptor)) {
                return entry.getKey();
            }
        }
        return null;
    }

    void addDelivery(Delivery delivery, String pattern) {
        deliveries.computeIfAbsent(delivery, k -> new Patterns()).add(pattern);
        addNameOf(pattern, handingOver);
    }

    private static void addNameOf(String pattern, Set<String> names) {
        int paren = pattern.indexOf('(');
        String name = paren < 0 ? pattern : pattern.substring(0, paren);
        names.add(name.substring(name.lastIndexOf('.') + 1));
    }

    /** What becomes of code that the method is given, as far as the method itself says; kept if nothing is said. */
    public Delivery delivery(String owner, String nameAndDescriptor) {
        Delivery found = Delivery.KEPT;
        for (Map.Entry<Delivery, Patterns> entry : deliveries.entrySet()) {
            if (entry.getKey().compareTo(found) > 0 && entry.getValue().matches(owner, nameAndDescriptor)) {
                found = entry.getKey();
            }
        }
        return found;
    }

    void addCompleted(String pattern) {
        completed.add(pattern);
    }

    /** Whether what the method answers is complete. */
    public boolean isCompleted(String owner, String nameAndDescriptor) {
        return completed.matches(owner, nameAndDescriptor);
    }

    /** Whether any method of that name gives code to other threads: a cheap first question. */
    public boolean mayHandOver(String name) {
        return handingOver.contains(name);
    }

    void addLock(String type, boolean again, Optional<Boolean> owned) {
        locks.computeIfAbsent(type, k -> new TreeMap<>());
        exclusive.add(type);
        if (again) {
            reentrant.add(type);
        }
        owned.ifPresent(said -> threadOwned.put(type, said));
    }

    void addPermits(String type) {
        locks.computeIfAbsent(type, k -> new TreeMap<>());
    }

    void addOperation(String type, String signature, LockOperation operation) {
        locks.computeIfAbsent(type, k -> new TreeMap<>()).put(signature, operation);
        signatures.add(signature);
        names.add(signature.substring(0, signature.indexOf('(')));
    }

    void addPure(String pattern) {
        pure.add(pattern);
    }

    void addIdentity(String pattern) {
        identity.add(pattern);
    }

    void addNeverReturning(String pattern) {
        neverReturns.add(pattern);
    }

    void addRare(String pattern) {
        rare.add(pattern);
    }

    void addKeeper(String pattern) {
        keepers.add(pattern);
    }

    void addCallback(String pattern) {
        callbacks.add(pattern);
    }

    void addUnchecked(String pattern, String exception) {
        unchecked.computeIfAbsent(exception, k -> new Patterns()).add(pattern);
    }

    /** What is known of objects as monitors. */
    public MonitorModel monitors() {
        return monitors;
    }

    /** What is known of promises that are brought to an end by hand. */
    public PromiseModel promises() {
        return promises;
    }

    /** What is known of tasks that run again and again. */
    public PeriodicModel periodic() {
        return periodic;
    }

    /** What is known of operations that wait and of threads that must not. */
    public AsyncModel async() {
        return async;
    }

    /** What is known of waiting and waking. */
    public WaitModel waits() {
        return waits;
    }

    /** The types of locks and permits that have a model, internal names. */
    public Iterable<String> lockTypes() {
        return locks.keySet();
    }

    /** The lock types that a thread which holds such a lock may take again, internal names. */
    public Set<String> reentrantTypes() {
        return Collections.unmodifiableSet(reentrant);
    }

    /** Whether the type is modelled as a lock, not as a holder of permits. Internal name. */
    public boolean isLock(String type) {
        return exclusive.contains(type);
    }

    /** The types of which it is said whether a lock belongs to the thread that took it, internal names. */
    public Map<String, Boolean> threadOwned() {
        return Collections.unmodifiableMap(threadOwned);
    }

    /** The operation that the lock type itself declares under that name and descriptor; null for none. */
    public @Nullable LockOperation operation(String lockType, String nameAndDescriptor) {
        return locks.getOrDefault(lockType, Map.of()).get(nameAndDescriptor);
    }

    /** Name and descriptor of all operations. */
    public Set<String> operations() {
        return Collections.unmodifiableSet(signatures);
    }

    /** Whether any lock type has an operation of that name: a cheap first question. */
    public boolean anyOperationNamed(String name) {
        return names.contains(name);
    }

    /** Whether any lock type has an operation of that name and descriptor. */
    public boolean anyOperation(String nameAndDescriptor) {
        return signatures.contains(nameAndDescriptor);
    }

    /** Whether the method's answer depends on its operands only. The owner is a class that declares or inherits it. */
    public boolean isPure(String owner, String nameAndDescriptor) {
        return pure.matches(owner, nameAndDescriptor);
    }

    /** Whether the static method answers its first argument. */
    public boolean isIdentity(String owner, String nameAndDescriptor) {
        return identity.matches(owner, nameAndDescriptor);
    }

    public boolean isRare(String owner, String nameAndDescriptor) {
        return rare.matches(owner, nameAndDescriptor);
    }

    /** Whether what its functional arguments throw never leaves the call. */
    public boolean isKeeper(String owner, String nameAndDescriptor) {
        return keepers.matches(owner, nameAndDescriptor);
    }

    public boolean isCallback(String owner, String nameAndDescriptor) {
        return callbacks.matches(owner, nameAndDescriptor);
    }

    /** Whether the method ends the program. */
    public boolean neverReturns(String owner, String nameAndDescriptor) {
        return neverReturns.matches(owner, nameAndDescriptor);
    }

    /** The unchecked exception of the method's contract, internal name; null for none. */
    public @Nullable String unchecked(String owner, String nameAndDescriptor) {
        for (Map.Entry<String, Patterns> entry : unchecked.entrySet()) {
            if (entry.getValue().matches(owner, nameAndDescriptor)) {
                return entry.getKey();
            }
        }
        return null;
    }
}
