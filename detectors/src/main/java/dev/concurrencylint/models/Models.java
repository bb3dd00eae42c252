package dev.concurrencylint.models;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The library models that the tool ships, read once a run. A pattern names a method as {@code type.name} followed by a descriptor, by
 * nothing for all overloads, or {@code type.*}; {@code package.*} where the last part is a package. Types are internal names here.
 */
public final class Models {
    private static final List<String> SHIPPED = List.of("jdk", "logging");
    private static final String FOLDER = "/dev/concurrencylint/rules/models/";

    private final Map<String, Map<String, LockOperation>> locks = new TreeMap<>();
    private final Set<String> reentrant = new TreeSet<>();
    private final Set<String> signatures = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Patterns pure = new Patterns();
    private final Patterns rare = new Patterns();
    private final Patterns callbacks = new Patterns();
    private final Patterns keepers = new Patterns();
    private final Patterns neverReturns = new Patterns();
    private final Map<String, Patterns> unchecked = new TreeMap<>();
    private final MonitorModel monitors = new MonitorModel();

    private Models() {}

    /** The models that come with the tool. */
    public static Models shipped() {
        Models models = new Models();
        for (String name : SHIPPED) {
            try (InputStream in = Models.class.getResourceAsStream(FOLDER + name + ".yaml")) {
                if (in == null) {
                    throw new IllegalStateException("no model " + name);
                }
                Load load = new Load(LoadSettings.builder().setLabel(name).build());
                models.add(map(load.loadFromInputStream(in)));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return models;
    }

    private void add(Map<String, Object> model) {
        for (Object entry : list(model.get("locks"))) {
            Map<String, Object> lock = map(entry);
            Map<String, LockOperation> operations =
                    locks.computeIfAbsent(internal(String.valueOf(lock.get("type"))), k -> new TreeMap<>());
            map(lock.get("operations"))
                    .forEach((key, word) -> operations.put(key, LockOperation.of(String.valueOf(word))));
            if (Boolean.TRUE.equals(lock.get("reentrant"))) {
                reentrant.add(internal(String.valueOf(lock.get("type"))));
            }
            signatures.addAll(operations.keySet());
            operations.keySet().forEach(signature -> names.add(signature.substring(0, signature.indexOf('('))));
        }
        addMonitors(map(model.get("monitors")));
        list(model.get("pure")).forEach(name -> pure.add(pattern(name)));
        list(model.get("never-returns")).forEach(name -> neverReturns.add(pattern(name)));
        Map<String, Object> exceptions = map(model.get("throws"));
        list(exceptions.get("rare")).forEach(name -> rare.add(pattern(name)));
        list(exceptions.get("keepers")).forEach(name -> keepers.add(pattern(name)));
        list(exceptions.get("callbacks")).forEach(name -> callbacks.add(pattern(name)));
        map(exceptions.get("unchecked"))
                .forEach((name, type) -> unchecked
                        .computeIfAbsent(internal(String.valueOf(type)), k -> new Patterns())
                        .add(pattern(name)));
    }

    private void addMonitors(Map<String, Object> model) {
        for (MonitorModel.Kind kind : MonitorModel.Kind.values()) {
            list(model.get(kind.word())).forEach(name -> monitors.add(kind, internal(String.valueOf(name))));
        }
        for (MonitorModel.Trait trait : MonitorModel.Trait.values()) {
            list(model.get(trait.word())).forEach(name -> monitors.add(trait, pattern(name)));
        }
    }

    private static String internal(String name) {
        return name.replace('.', '/');
    }

    /** {@code a.b.C.name(desc)} as {@code a/b/C.name(desc)}. */
    private static String pattern(Object text) {
        String name = String.valueOf(text);
        int paren = name.indexOf('(');
        String head = paren < 0 ? name : name.substring(0, paren);
        int dot = head.lastIndexOf('.');
        return head.substring(0, dot).replace('.', '/') + name.substring(dot);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object node) {
        return node == null ? Map.of() : (Map<String, Object>) node;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(@Nullable Object node) {
        return node == null ? List.of() : (List<Object>) node;
    }

    /** What is known of objects as monitors. */
    public MonitorModel monitors() {
        return monitors;
    }

    /** The lock types that have a model, internal names. */
    public Iterable<String> lockTypes() {
        return locks.keySet();
    }

    /** The lock types that a thread which holds such a lock may take again, internal names. */
    public Set<String> reentrantTypes() {
        return Collections.unmodifiableSet(reentrant);
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
